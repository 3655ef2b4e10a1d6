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
    /// <returns>Whether the conversation's next turn begins from memory.</returns>
    public static async Task<bool> StopAsync(this IWorkingMemory workingMemory, ConversationKey conversation, IReadOnlyList<string> read, CancellationToken cancellationToken)
    {
        var memory = await workingMemory.LoadAsync(conversation, cancellationToken);
        if (memory is null && read.Count == 0)
            return false;
        memory ??= WorkingMemoryState.Empty;
        var stopped = memory.WithoutQuestion().WithRead(read);
        if (ReferenceEquals(stopped, memory))
            return false;
        if (await workingMemory.SaveAsync(conversation, stopped with { Version = memory.Version + 1 }, cancellationToken))
            return true;
        // The log knows it too.
        await workingMemory.RemoveAsync(conversation, cancellationToken);
        return false;
    }

    private static WorkingMemoryState WithRead(this WorkingMemoryState memory, IReadOnlyList<string> read) =>
        read.Count == 0 ? memory : memory with { EvidenceIds = [.. read.Union(memory.EvidenceIds).Take(WorkingMemoryPolicy.MaxEvidence)] };
}
