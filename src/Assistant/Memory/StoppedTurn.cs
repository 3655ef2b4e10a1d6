using Assistant.Conversations;

namespace Assistant.Memory;

/// <summary>
/// What the newest turn asked back is answered by the next message or not at all. A message that was stopped or deleted leaves no turn that is remembered, but was the next one,
/// and may have begun what was allowed: the question is open no more, or a second "yes" would do it twice.
/// </summary>
internal static class StoppedTurn
{
    public static WorkingMemoryState WithoutQuestion(this WorkingMemoryState memory) =>
        memory.Turns is [.., { Asked: not null } last] ? memory with { Turns = [.. memory.Turns.SkipLast(1), last with { Asked = null }] } : memory;

    /// <summary>What a turn leaves that was stopped, or whose message was deleted: no question is open, and what was read in it can be asked about.</summary>
    /// <param name="recalled">What the turn began from.</param>
    /// <param name="read">Evidence of the turn; only working memory knows it: the log tells of no turn that was stopped.</param>
    /// <returns>Whether the conversation's next turn begins from memory.</returns>
    public static async Task<bool> StopAsync(this IWorkingMemory workingMemory, ConversationKey conversation, WorkingMemoryState recalled, IReadOnlyList<string> read, CancellationToken cancellationToken)
    {
        // Nothing is read before what was said earlier is recalled, from the log if need be; a turn that was stopped before may have recalled nothing.
        if ((read.Count > 0 ? recalled : await workingMemory.LoadAsync(conversation, cancellationToken)) is not { } memory)
            return false;
        var stopped = memory.WithoutQuestion().WithRead(read);
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
