namespace Assistant.Conversations;

/// <summary>Messages accepted and not yet answered, on disk before anybody is told "accepted" (step 2).</summary>
public interface IInbox
{
    /// <summary>
    /// Stores the message and the person's activity in one transaction; the sequence is the activity's watermark. Durable when the task ends.
    /// Stores nothing when <paramref name="maxPending"/> messages of the conversation are already pending, nor a message that its sender deleted before it came; one that was edited before is stored as it is now.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was stored; try again later.</exception>
    Task<InboxReceipt> AcceptAsync(InboundMessage message, int maxPending, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a conversation over: raises its epoch, so that whoever held it before can no longer record anything, and returns what is pending, in order.
    /// A grain calls it once when it activates.
    /// </summary>
    Task<ConversationOpening> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Messages still pending after <paramref name="afterSequence"/>, in order: what a grain asks for when a sequence number was skipped.</summary>
    Task<IReadOnlyList<AcceptedMessage>> PendingAsync(ConversationKey conversation, long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// Changes or withdraws a stored message of the same person, durably when the task ends; the same revision again changes nothing more. One that is answered keeps its turn in the log
    /// as it was; its activity has the new text, and a deleted one is recalled no more (<see cref="Audit.ITurnLog.RecentTurnsAsync"/>). Of somebody under a legal hold the activity keeps its text, too.
    /// A revision of a message that is not known is kept for an hour, should the message come yet. That memory has still to follow is noted with it, until <see cref="RememberedAsync"/>.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was changed; try again later.</exception>
    Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken);

    /// <summary>Revisions of answered messages that memory does not follow yet, as a crash leaves them; the oldest first.</summary>
    Task<IReadOnlyList<MessageRevision>> UnrememberedAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Memory follows a revision.</summary>
    /// <exception cref="StorageUnavailableException">It is still noted that it does not.</exception>
    Task RememberedAsync(MessageRevision revision, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that what a pending message allows is begun, durably when the task ends: true once. False when that was noted before, or the conversation was taken over by another replica since
    /// <paramref name="epoch"/>, which then finds the note or begins it itself.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was noted; begin nothing.</exception>
    Task<bool> BeginAllowedAsync(AcceptedMessage accepted, long epoch, CancellationToken cancellationToken);

    /// <summary>Whether nobody has taken the conversation over since <paramref name="epoch"/>: no other replica, and no erasure.</summary>
    /// <exception cref="StorageUnavailableException">It is not known.</exception>
    Task<bool> IsCurrentAsync(ConversationKey conversation, long epoch, CancellationToken cancellationToken);

    /// <summary>
    /// Puts another <see cref="InboundMessage.ReplyAddress"/> in the place of a stored message's, durably when the task ends: its channel knows more by now. False when the message is not kept any more.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was changed.</exception>
    Task<bool> ReaddressAsync(InboundMessage message, string replyAddress, CancellationToken cancellationToken);

    /// <summary>Conversations that have a message pending since before <paramref name="acceptedBefore"/>, or a revision that memory does not follow: left over by a crash.</summary>
    Task<IReadOnlyList<ConversationKey>> LeftOverAsync(DateTimeOffset acceptedBefore, int limit, CancellationToken cancellationToken);
}

/// <summary>A message with its place in its conversation (also its activity's watermark; answers take numbers of the same series).</summary>
public sealed record AcceptedMessage(InboundMessage Message, long Sequence);

/// <param name="Epoch">Fencing number: every record of a turn must carry the newest one.</param>
/// <param name="LastWatermark">Watermark of the newest activity; 0 in a new conversation.</param>
/// <param name="Pending">What waits, up to that watermark: of later messages those that accept them tell.</param>
public sealed record ConversationOpening(long Epoch, long LastWatermark, IReadOnlyList<AcceptedMessage> Pending);

public enum InboxOutcome
{
    Accepted,
    Duplicate,
    Full,

    /// <summary>The conversation was ended or deleted: it begins no more.</summary>
    Ended,

    /// <summary>Its sender deleted it before it came.</summary>
    Withdrawn,
}

/// <param name="Sequence">The sequence given to the message, or, for a duplicate, to its first copy; 0 when nothing was stored.</param>
/// <param name="Stored">The message as its sender had changed it before it came; null when it is what was given.</param>
public sealed record InboxReceipt(InboxOutcome Outcome, long Sequence, InboundMessage? Stored = null);
