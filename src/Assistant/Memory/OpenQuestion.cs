using Assistant.Conversations;

namespace Assistant.Memory;

/// <summary>
/// What the newest turn asked back is answered by the next message or not at all. A message that was stopped or deleted leaves no turn that is remembered, but was the next one,
/// and may have begun what was allowed: the question is open no more, or a second "yes" would do it twice.
/// </summary>
internal static class OpenQuestion
{
    public static WorkingMemoryState WithoutQuestion(this WorkingMemoryState memory) =>
        memory.Turns is [.., { Asked: not null } last] ? memory with { Turns = [.. memory.Turns.SkipLast(1), last with { Asked = null }] } : memory;

    /// <returns>Whether the conversation's next turn begins from memory.</returns>
    public static async Task<bool> CloseQuestionAsync(this IWorkingMemory workingMemory, ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (await workingMemory.LoadAsync(conversation, cancellationToken) is not { } memory || memory.WithoutQuestion() is var closed && ReferenceEquals(closed, memory))
            return false;
        if (await workingMemory.SaveAsync(conversation, closed with { Version = memory.Version + 1 }, cancellationToken))
            return true;
        // The log knows it too.
        await workingMemory.RemoveAsync(conversation, cancellationToken);
        return false;
    }
}
