using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;

namespace Assistant.Tests.Conversations;

/// <summary>A log that is asked for nothing but what a test overrides.</summary>
internal class UnusedTurnLog : ITurnLog
{
    public virtual Task<RecordResult> RecordAsync(TurnRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<RememberedTurn>> RecentTurnsAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyDictionary<string, string?>> RevisedAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task MarkDeliveredAsync(ConversationKey conversation, string activityId, string? channelId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task MarkPartDeliveredAsync(ConversationKey conversation, string activityId, int part, string? channelId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task MarkSendingAsync(ConversationKey conversation, string activityId, int begun, DateTimeOffset? notBefore, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<SendingState?> SendingAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(DateTimeOffset recordedBefore, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();
}
