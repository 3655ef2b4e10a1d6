using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Step 7 over the connector: typing while the turn works, or a live stream where the channel shows one, or a card that tells how far it is; then the answer, in several messages when it is long.</summary>
/// <param name="live">Null where there is no streaming.</param>
internal sealed partial class ConnectorWriter(ConversationKey conversation, ReplyAddress to, ConnectorClient connector, AnswerOffers offers, LiveReply? live, BotFrameworkOptions options, TimeProvider time, ILogger logger) : IReplyWriter
{
    // An answer that is there at once needs no announcement: it would cost a request, and count against the channel's limits.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    // Clients show "is typing" for some seconds after each.
    private static readonly TimeSpan s_typingLasts = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _ended = new();
    private Task _typing = Task.CompletedTask;
    private long _typedAt;

    /// <summary>Null where none is shown.</summary>
    public LiveCard? Card { get; init; }

    /// <summary>Told when the channel says that we are not in the conversation; null where nobody asks.</summary>
    public Func<CancellationToken, Task>? Gone { get; init; }

    public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken)
    {
        if (live is not { IsOver: false })
            return ShowByCard(progress);
        live.Progress(progress);
        return ValueTask.CompletedTask;
    }

    public ValueTask GrowAsync(string text, CancellationToken cancellationToken)
    {
        if (live is not { IsOver: false })
            return ShowByCard(new TurnProgress(TurnStage.Thinking));
        live.Grow(text);
        return ValueTask.CompletedTask;
    }

    public void Leave() => live?.Leave();

    public int PartsOf(StoredActivity reply) => OutgoingActivities.Texts(to.ChannelId, reply).Count;

    public bool RepeatsUnknown => options.ResendWhenUnknown;

    public async ValueTask<string?> DeliverAsync(StoredActivity reply, PartSend part, CancellationToken cancellationToken)
    {
        // A typing activity that arrives after the answer would show as "still typing".
        await _ended.CancelAsync();
        await _typing;
        if (Card is { } card)
            await card.EndAsync(cancellationToken);
        // A change may be made twice: nobody sees it.
        var ended = part.Part == 0 ? to.EndedStreamId : null;
        if (part.MayHaveArrived && ended is null)
        {
            if (!options.ResendWhenUnknown)
                return Leave(reply, "its sending was begun before");
            UnknownSends.SentAgain();
        }
        var stream = live is null || part.Part > 0 ? null : await live.EndAsync(cancellationToken);
        if (live is { IsStopped: true })
            return Unwanted(reply);
        // Made when it is sent: also a reply that is sent again after a crash shows what is so then.
        var offered = part.Part == PartsOf(reply) - 1 ? await offers.OfAsync(conversation, to, reply, cancellationToken) : null;
        var result = new SendResult(SendOutcome.Sent);
        // The answer reads otherwise than what grew, as its citations were set right, say: the stream is ended as it stands, and the answer takes the place of the message that it became.
        if (ended is null && stream is not null && !live!.MayEndWith(Told(stream).Text))
        {
            result = await connector.SendAsync(to, OutgoingActivities.StreamEnd(to, stream, live.Shown!), cancellationToken, part);
            if (result.Outcome == SendOutcome.Sent)
            {
                await live.EndedAsync(stream);
                (ended, stream) = (stream, null);
            }
        }
        else if (ended is null)
        {
            result = await connector.SendShorteningAsync(to, Message(stream), part, cancellationToken);
        }
        if (ended is not null && (result = await connector.UpdateAsync(to with { ActivityId = ended }, Told(null), cancellationToken)).Outcome == SendOutcome.Refused)
        {
            ended = null;
            result = await connector.SendShorteningAsync(to, Told(null), part, cancellationToken);
        }
        // A stream that cannot be ended so, as one that lasted too long: the answer is a message like any other.
        if (stream is not null && result.Outcome == SendOutcome.Refused)
        {
            if (live!.IsStoppedBy(result))
                return Unwanted(reply);
            stream = null;
            result = await connector.SendShorteningAsync(to, Message(null), part, cancellationToken);
        }
        switch (result.Outcome)
        {
            case SendOutcome.Sent:
                // The end of a stream is the message that the stream was.
                // A channel that tells no name has taken it all the same: ours stands for it.
                return (result.IsSplit ? null : stream ?? ended) ?? result.Id ?? (reply.IsNotice ? reply.Id : null);
            case SendOutcome.Refused:
                Log.Refused(logger, reply.Id, result.Reason);
                if (result.IsGone && Gone is { } gone)
                    await gone(cancellationToken);
                return null;
            case SendOutcome.Unknown when ended is null && !options.ResendWhenUnknown:
                return Leave(reply, result.Reason);
            default:
                throw new DeliveryException($"The connector did not take the reply: {result.Reason}.", result.Outcome == SendOutcome.Unknown && ended is null, result.RetryAfter);
        }

        // The end of a stream is taken once, and begins with what was shown: no note stands above it.
        OutgoingActivity Message(string? streamId) => part.MayHaveArrived && streamId is null ? RepeatNote.On(Told(null), reply.Answer?.Language) : Told(streamId);

        OutgoingActivity Told(string? streamId) => OutgoingActivities.Message(to, reply, part.Part, streamId, to.HeldUntil is null ? options.Feedback : FeedbackButtons.Off, offered, options.Sensitivity);
    }

    private string? Leave(StoredActivity reply, string? reason)
    {
        UnknownSends.Left();
        Log.Unknown(logger, reply.Id, reason);
        return null;
    }

    private string? Unwanted(StoredActivity reply)
    {
        Log.Unwanted(logger, reply.Id);
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _typing;
        if (live is not null)
            await live.DisposeAsync();
        if (Card is { } card)
            await card.DisposeAsync();
        _ended.Dispose();
    }

    /// <summary>And by "is typing" until it is there.</summary>
    private ValueTask ShowByCard(TurnProgress progress)
    {
        Card?.Progress(progress);
        return live is null or { IsOver: true } && Card is not { IsShown: true } ? Type() : ValueTask.CompletedTask;
    }

    /// <summary>Not awaited: a slow connector must not slow the turn. One at a time.</summary>
    private ValueTask Type()
    {
        if (_typing.IsCompleted && (_typedAt == 0 || time.GetElapsedTime(_typedAt) >= s_typingLasts))
        {
            var patience = _typedAt == 0 ? s_patience : TimeSpan.Zero;
            _typedAt = time.GetTimestamp();
            _typing = SendTypingAsync(patience);
        }
        return ValueTask.CompletedTask;
    }

    private async Task SendTypingAsync(TimeSpan patience)
    {
        try
        {
            await Task.Delay(patience, time, _ended.Token);
            await connector.ShowAsync(to, OutgoingActivities.Typing(to), _ended.Token);
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Log.NotTyped(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The channel will not take reply {ActivityId} ({Reason}); it stays in the log only")]
        public static partial void Refused(ILogger logger, string activityId, string? reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether reply {ActivityId} arrived ({Reason}); it is not sent again (BotFramework:ResendWhenUnknown)")]
        public static partial void Unknown(ILogger logger, string activityId, string? reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "Its reader stopped reply {ActivityId}; it stays in the log only")]
        public static partial void Unwanted(ILogger logger, string activityId);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Typing was not shown: {Error}")]
        public static partial void NotTyped(ILogger logger, string error);
    }
}
