using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;

namespace Assistant.Audit;

/// <summary>The one place where a turn is written to the log (step 9).</summary>
public interface ITurnLog
{
    /// <summary>
    /// Writes the whole turn and marks its inbox row done, in one transaction that holds only when <see cref="TurnRecord.Epoch"/> is the conversation's newest.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing was written; try again later.</exception>
    Task<RecordResult> RecordAsync(TurnRecord record, CancellationToken cancellationToken);

    /// <summary>The newest recorded turns, oldest first: what working memory is rebuilt from. Without those whose message was deleted; a changed one with its new text. What the newest asked is left out once any message followed, also one that was stopped or deleted.</summary>
    Task<IReadOnlyList<RememberedTurn>> RecentTurnsAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken);

    /// <summary>Messages of a conversation that were changed after they had been answered, with their new text; null for those that were deleted.</summary>
    Task<IReadOnlyDictionary<string, string?>> RevisedAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Notes that a pushed reply arrived, or is given up: it leaves the outbox.</summary>
    /// <param name="channelId">What the channel calls it, by which feedback on it comes; null when it told none.</param>
    Task MarkDeliveredAsync(ConversationKey conversation, string activityId, string? channelId, CancellationToken cancellationToken);

    /// <summary>Notes that a part of a pushed reply arrived, from 0, but for the last: then the reply has; and that the next one begins to be sent.</summary>
    Task MarkPartDeliveredAsync(ConversationKey conversation, string activityId, int part, string? channelId, CancellationToken cancellationToken);

    /// <summary>Notes how far the sending of a pushed reply is known to be.</summary>
    /// <param name="begun">As in <see cref="SendingState.Begun"/>.</param>
    /// <param name="notBefore">As in <see cref="UndeliveredReply.NotBefore"/>.</param>
    Task MarkSendingAsync(ConversationKey conversation, string activityId, int begun, DateTimeOffset? notBefore, CancellationToken cancellationToken);

    /// <summary>How far the sending of a reply is known to be; null when there is nothing left to send.</summary>
    Task<SendingState?> SendingAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken);

    /// <summary>Replies recorded before <paramref name="recordedBefore"/> and not known to have arrived, with the messages that they answer.</summary>
    Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(DateTimeOffset recordedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Those of one conversation, in the order in which they were recorded.</summary>
    Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(ConversationKey conversation, CancellationToken cancellationToken);
}

public enum RecordOutcome
{
    Recorded,

    /// <summary>Another replica has taken the conversation over: nothing was written and nothing must be sent.</summary>
    TakenOver,
}

/// <param name="Activity">The assistant's activity with its watermark; null when the turn has no answer (stopped) or was not recorded.</param>
public sealed record RecordResult(RecordOutcome Outcome, StoredActivity? Activity);

public sealed record UndeliveredReply(InboundMessage Message, StoredActivity Reply)
{
    /// <summary>The channel asked not to be tried before; null when it did not.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>How far the sending of a pushed reply is known to be.</summary>
/// <param name="Delivered">Parts that have arrived.</param>
/// <param name="Begun">Parts whose sending was begun: one that was, and is not delivered, may have arrived or not.</param>
public sealed record SendingState(int Delivered, int Begun);

/// <summary>A turn as the log keeps it.</summary>
public sealed record TurnRecord
{
    public required string TurnId { get; init; }
    public required AcceptedMessage Accepted { get; init; }
    public required long Epoch { get; init; }

    /// <summary>Null when the person stopped the turn: the row is marked done without an answer.</summary>
    public required Answer? Answer { get; init; }

    /// <summary>What was asked: the typed text, or what a voice note said.</summary>
    public required string Question { get; init; }

    /// <summary>What was read in this turn's attachments.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>All that was sent to language models for it, in its order.</summary>
    public IReadOnlyList<SentPrompt> Sent { get; init; } = [];

    /// <summary>Whose words the answer and the tools' results may hold, besides the person's.</summary>
    public IReadOnlyList<string> OtherIds { get; init; } = [];

    /// <summary>An earlier try of this very record failed, and may have been made all the same: then it counts as recorded.</summary>
    public bool MayBeRecorded { get; init; }

    /// <summary>The answer is pushed as soon as it is recorded: that its sending was begun stands in the same write.</summary>
    public bool IsSentAtOnce { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>Milliseconds by step: <see cref="TurnSteps.Recall"/>, <see cref="TurnSteps.Perceive"/> and <see cref="TurnSteps.Answer"/>, of those that it came to.</summary>
    public required IReadOnlyDictionary<string, double> Timings { get; init; }

    /// <summary>The models that took part: "ocr", "speech", "language" by name.</summary>
    public required IReadOnlyDictionary<string, string> Models { get; init; }
}
