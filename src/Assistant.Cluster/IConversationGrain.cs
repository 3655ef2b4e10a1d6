using Assistant.Audit;
using Assistant.Conversations;
using Orleans.Concurrency;

namespace Assistant.Cluster;

/// <summary>One conversation, wherever in the cluster it lives; the key is <see cref="ConversationKey.ToString"/>.</summary>
[Alias("assistant.conversation")]
internal interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>Brings the conversation to life, wherever it lives now.</summary>
    [AlwaysInterleave]
    [Alias("activate")]
    Task ActivateAsync();

    /// <summary>A message was accepted; null: look in the inbox. False when somebody has taken the conversation, or emptied it: the next call opens it anew.</summary>
    [AlwaysInterleave]
    [Alias("wake")]
    Task<bool> WakeAsync([Immutable] AcceptedMessage? accepted);

    [AlwaysInterleave]
    [Alias("stop")]
    Task StopAsync(string? activityId);

    [AlwaysInterleave]
    [Alias("end")]
    Task EndAsync();

    [AlwaysInterleave]
    [Alias("revise")]
    Task ReviseAsync([Immutable] MessageRevision revision, bool waits);

    [AlwaysInterleave]
    [Alias("redeliver")]
    Task RedeliverAsync([Immutable] UndeliveredReply undelivered);

    [AlwaysInterleave]
    [Alias("follow")]
    IAsyncEnumerable<ConversationEvent> FollowAsync(long afterWatermark, CancellationToken cancellationToken);
}
