using Assistant.Conversations;

namespace Assistant.Memory;

/// <summary>What a turn leaves in memory that was stopped, or whose message was deleted.</summary>
internal static class StoppedTurn
{
    /// <summary>No question to its person is open, and what was read in it can be asked about.</summary>
    /// <param name="personId">Whose message it was.</param>
    /// <param name="recalled">What the turn began from.</param>
    /// <param name="read">Evidence of the turn; only working memory knows it: the log tells of no turn that was stopped.</param>
    /// <returns>Whether the conversation's next turn begins from memory.</returns>
    public static async Task<bool> StopAsync(this IWorkingMemory workingMemory, ConversationKey conversation, string personId, WorkingMemoryState recalled, IReadOnlyList<string> read, CancellationToken cancellationToken)
    {
        // Nothing is read before what was said earlier is recalled, from the log if need be; a turn that was stopped before may have recalled nothing.
        if ((read.Count > 0 ? recalled : await workingMemory.LoadAsync(conversation, cancellationToken)) is not { } memory)
            return false;
        var stopped = memory.WithoutQuestionTo(personId).WithRead(read);
        if (ReferenceEquals(stopped, memory))
            return false;
        if (await workingMemory.SaveAsync(conversation, stopped with { Version = memory.Version + 1 }, cancellationToken))
            return true;
        // The log knows the rest.
        await workingMemory.RemoveAsync(conversation, cancellationToken);
        return false;
    }

    private static WorkingMemoryState WithRead(this WorkingMemoryState memory, IReadOnlyList<string> read) =>
        read.Count == 0 ? memory : memory with { EvidenceIds = [.. read.Union(memory.EvidenceIds).Take(WorkingMemoryPolicy.MaxEvidence)] };
}
