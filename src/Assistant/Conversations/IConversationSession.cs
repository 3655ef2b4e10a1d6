using Assistant.Audit;

namespace Assistant.Conversations;

/// <summary>Makes the session of a conversation that has come to live on this replica.</summary>
public interface IConversationSessions
{
    IConversationSession Create(ConversationKey conversation);
}

/// <summary>One conversation while it lives on this replica: its messages in order, one turn at a time, its followers. Thread-safe. Disposing it ends it at once.</summary>
public interface IConversationSession : IAsyncDisposable
{
    /// <summary>Raised when another replica took the conversation over, or its store failed: whoever owns this session drops it.</summary>
    event Action? Lost;

    /// <summary>No turn runs and no message waits.</summary>
    bool IsIdle { get; }

    /// <summary>Takes the conversation over from whoever held it before and resumes what is pending. Called once, first.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>A message was accepted (or, when null, may have been: the inbox is asked).</summary>
    /// <returns>False when somebody else has taken the conversation over, or emptied it: this session has given up (<see cref="Lost"/>), and the message waits for another.</returns>
    Task<bool> WakeAsync(AcceptedMessage? accepted, CancellationToken cancellationToken);

    /// <summary>Cancels the turn of this message, if it runs or waits; with null the one that runs. Other messages that wait are still answered.</summary>
    void Stop(string? activityId);

    /// <summary>A stored message was changed or deleted: so is the waiting one, and what is remembered of an answered one; done when the task ends, or, while a turn runs, after it, also by the next process. The turn of a deleted one is cancelled.</summary>
    /// <param name="waits">It had not been answered when it was changed in the inbox.</param>
    Task ReviseAsync(MessageRevision revision, bool waits, CancellationToken cancellationToken);

    /// <summary>Sends a recorded reply again that is not known to have arrived, after those before it; once, whoever asks.</summary>
    void Redeliver(UndeliveredReply undelivered);

    /// <summary>Every activity after the watermark, then all that happens, until cancelled or the session ends.</summary>
    IAsyncEnumerable<ConversationEvent> FollowAsync(long afterWatermark, CancellationToken cancellationToken);

    /// <summary>Ends the session because its conversation is deleted: followers see <see cref="ConversationEnded"/>, no turn runs any more when the task ends.</summary>
    Task EndAsync();

    /// <summary>Ends the session: lets the running turn finish for a while, then leaves it to the inbox.</summary>
    Task CloseAsync(TimeSpan grace);
}
