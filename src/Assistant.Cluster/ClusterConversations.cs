using System.Runtime.CompilerServices;
using Assistant.Conversations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Cluster;

/// <summary>Steps 2 and 3 as the channels see them: the message goes into the inbox, then its conversation's grain is woken, wherever it lives.</summary>
internal sealed partial class ClusterConversations(
    ConversationGrains grains, LocalSessions local, IInbox inbox, IConversationDirectory directory, ITurnLoad load, IOptions<TurnOptions> options, TimeProvider time, ILogger<ClusterConversations> logger) : IConversations
{
    private static readonly TimeSpan s_retryBusy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_retryUnavailable = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_followAgain = TimeSpan.FromMilliseconds(250);

    public async Task<SubmitResult> SubmitAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (!load.HasRoom)
            return new(SubmitOutcome.Busy, RetryAfter: s_retryBusy);
        InboxReceipt receipt;
        try
        {
            // Step 2: on disk before anybody is told "accepted".
            using var step = TurnTelemetry.StartStep(TurnSteps.Accept);
            TurnTelemetry.Tell(step, message);
            receipt = await inbox.AcceptAsync(message, options.Value.MaxWaitingPerConversation, cancellationToken);
        }
        catch (StorageUnavailableException e)
        {
            Log.Unavailable(logger, e);
            return new(SubmitOutcome.Unavailable, RetryAfter: s_retryUnavailable);
        }
        switch (receipt.Outcome)
        {
            case InboxOutcome.Full:
                return new(SubmitOutcome.Busy, RetryAfter: s_retryBusy);
            case InboxOutcome.Ended:
                return new(SubmitOutcome.Ended);
            case InboxOutcome.Duplicate or InboxOutcome.Withdrawn:
                return new(SubmitOutcome.Duplicate, receipt.Sequence);
        }
        // Step 3: not awaited. The message is safe; should its grain's replica be dying, the sweeper wakes it where it lives next.
        _ = WakeAsync(new AcceptedMessage(receipt.Stored ?? message, receipt.Sequence));
        return new(SubmitOutcome.Accepted, receipt.Sequence);
    }

    public async Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        // On disk first: a message that waits is loaded with its new text wherever its conversation lives next.
        var outcome = await inbox.ReviseAsync(revision, cancellationToken);
        if (outcome is RevisionOutcome.Waiting or RevisionOutcome.Answered)
            await grains[revision.Conversation].ReviseAsync(revision, waits: outcome == RevisionOutcome.Waiting).WaitAsync(cancellationToken);
        return outcome;
    }

    public Task StopAsync(ConversationKey conversation, string? activityId, CancellationToken cancellationToken) => grains[conversation].StopAsync(activityId);

    public Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken) => grains[conversation].EndAsync();

    public async IAsyncEnumerable<ConversationEvent> FollowAsync(ConversationKey conversation, long afterWatermark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = afterWatermark;
        while (true)
        {
            var events = EventsAsync(conversation, seen, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                while (await MoveNextAsync(events, conversation, cancellationToken))
                {
                    if (events.Current is ActivityAdded added)
                        seen = added.Activity.Watermark;
                    yield return events.Current;
                    if (events.Current is ConversationEnded)
                        yield break;
                }
            }
            finally
            {
                await LeaveAsync(events);
            }
            await Task.Delay(s_followAgain, time, cancellationToken);
            if (await StillSeenAsync(conversation, seen, cancellationToken) is not { } still)
            {
                yield return new ConversationEnded();
                yield break;
            }
            seen = still;
        }
    }

    /// <summary>A conversation that was emptied meanwhile counts from 1 again: who has seen more than there is would hear nothing of it. Null when it has ended.</summary>
    private async Task<long?> StillSeenAsync(ConversationKey conversation, long seen, CancellationToken cancellationToken)
    {
        try
        {
            if (await directory.IsEndedAsync(conversation, cancellationToken))
                return null;
            return seen > 0 && (await directory.FindAsync(conversation, cancellationToken))?.LastWatermark >= seen ? seen : 0;
        }
        catch (StorageUnavailableException)
        {
            return seen;
        }
    }

    private async IAsyncEnumerable<ConversationEvent> EventsAsync(ConversationKey conversation, long afterWatermark, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var grain = grains[conversation];
        await grain.ActivateAsync();
        var events = local.Find(conversation)?.FollowAsync(afterWatermark, cancellationToken) ?? grain.FollowAsync(afterWatermark, cancellationToken);
        await foreach (var happened in events.WithCancellation(cancellationToken))
            yield return happened;
    }

    /// <summary>False when the conversation moved or its replica died: then it is followed again from the last watermark.</summary>
    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ConversationEvent> events, ConversationKey conversation, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.FollowAgain(logger, conversation.Id, e.GetType().Name);
            return false;
        }
    }

    private static async ValueTask LeaveAsync(IAsyncEnumerator<ConversationEvent> events)
    {
        try
        {
            await events.DisposeAsync();
        }
        catch (Exception)
        {
            // The replica that served it is gone: there is nothing left to dispose of.
        }
    }

    private async Task WakeAsync(AcceptedMessage accepted)
    {
        using var step = TurnTelemetry.StartStep(TurnSteps.Wake);
        try
        {
            if (!await grains[accepted.Message.Conversation].WakeAsync(accepted))
                await grains[accepted.Message.Conversation].WakeAsync(accepted);
        }
        catch (Exception e)
        {
            Log.NotWoken(logger, accepted.Message.Conversation.Id, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A message was refused: the inbox cannot be written")]
        public static partial void Unavailable(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation} was not woken ({Error}); the sweeper will")]
        public static partial void NotWoken(ILogger logger, string conversation, string error);

        [LoggerMessage(Level = LogLevel.Information, Message = "Conversation {Conversation} is followed again ({Error})")]
        public static partial void FollowAgain(ILogger logger, string conversation, string error);
    }
}
