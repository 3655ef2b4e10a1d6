namespace Assistant.Conversations;

/// <summary>The door through which every channel reaches conversations, wherever in the cluster they live (steps 2 and 3).</summary>
public interface IConversations
{
    /// <summary>Stores the message in the inbox and wakes its conversation. When the task ends with <see cref="SubmitOutcome.Accepted"/> the message is durable and will be answered.</summary>
    Task<SubmitResult> SubmitAsync(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>A message was changed or deleted by its sender: in the inbox, in what is remembered, and in the turn that is about to answer it. Done when the task ends; what is remembered changes after the turn that runs.</summary>
    /// <exception cref="StorageUnavailableException">Try again later; the same revision may come any number of times.</exception>
    Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken);

    /// <summary>Cancels a turn; other messages that wait are still answered.</summary>
    /// <param name="activityId">Whose turn: it may run, wait, or have ended. Null for the one that runs, if any.</param>
    Task StopAsync(ConversationKey conversation, string? activityId, CancellationToken cancellationToken);

    /// <summary>Ends a conversation that is about to be deleted, or has ended (<see cref="IConversationDirectory.EndAsync"/>): stops its turn, drops what waits, and tells everybody who follows it, on every replica.</summary>
    Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>
    /// Every activity after the watermark, then all that happens, until cancelled or <see cref="ConversationEnded"/>. Survives the death of the replica on which the conversation lives:
    /// durable activities are neither lost nor repeated.
    /// </summary>
    IAsyncEnumerable<ConversationEvent> FollowAsync(ConversationKey conversation, long afterWatermark, CancellationToken cancellationToken);
}

public enum SubmitOutcome
{
    Accepted,

    /// <summary>Seen before; nothing was stored; not an error.</summary>
    Duplicate,

    /// <summary>Too many messages wait, here or in this conversation; nothing was stored; try again.</summary>
    Busy,

    /// <summary>The inbox cannot be written (disk full, database away); nothing was stored; try again later.</summary>
    Unavailable,

    /// <summary>The conversation was ended or deleted; nothing was stored, and nothing of it will be.</summary>
    Ended,
}

/// <param name="Sequence">Watermark of the person's activity; 0 when it was not stored.</param>
/// <param name="RetryAfter">When to try again; null when accepted.</param>
public sealed record SubmitResult(SubmitOutcome Outcome, long Sequence = 0, TimeSpan? RetryAfter = null)
{
    public bool Retryable => Outcome is SubmitOutcome.Busy or SubmitOutcome.Unavailable;
}
