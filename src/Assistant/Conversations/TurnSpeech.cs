using System.Text;
using Assistant.Audit;
using Assistant.Perception;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>What one turn says while it runs and at its end: to everybody who follows the conversation, and to the channel when it wants replies pushed.</summary>
internal sealed partial class TurnSpeech(
    InboundMessage message, ITurnEvents events, IReplyWriter? writer, ITurnLog log, TurnOptions options, TimeProvider time, ILogger logger, bool showsGrowth = true) : IPerceptionProgress, IAsyncDisposable
{
    // Each event carries the whole text so far: at 14 a second the eye sees no difference and a long answer stays linear.
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(70);
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private long _lastGrowth;
    private ITimer? _later;
    private bool _owes;
    private bool _ended;

    /// <summary>The channel wants the answer pushed.</summary>
    public bool IsPushed => writer is not null;

    public async ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken)
    {
        events.Publish(new TurnProgressed(message.ActivityId, progress));
        if (writer is not null && showsGrowth)
            await BestEffortAsync(writer.ProgressAsync(progress, cancellationToken));
    }

    public async ValueTask GrowAsync(string delta, CancellationToken cancellationToken)
    {
        string? text;
        lock (_gate)
        {
            _text.Append(delta);
            text = Show();
        }
        if (text is not null && writer is not null && showsGrowth)
            await BestEffortAsync(writer.GrowAsync(text, cancellationToken));
    }

    /// <summary>The answer is finished: nothing of how it grew is shown any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _later?.Dispose();
        }
    }

    /// <summary>Another process goes on with the turn.</summary>
    public void Leave() => writer?.Leave();

    /// <summary>That the answer begins to be sent may be noted in the write that records it.</summary>
    public bool BeginsWithRecord => writer is { RepeatsUnknown: true, HeldUntil: null };

    /// <summary>Pushes the recorded answer; a failure leaves it in the log as not delivered, to be sent again.</summary>
    /// <param name="isBegun">That it begins is noted.</param>
    public Task<Delivery> DeliverAsync(StoredActivity reply, bool isBegun, CancellationToken cancellationToken) => PushAsync(reply, new(0, 0), isBegun, options.DeliveryDeadline, cancellationToken);

    /// <summary>Pushes what is not known to have arrived of it.</summary>
    public async Task<Delivery> RedeliverAsync(StoredActivity reply, CancellationToken cancellationToken) =>
        await log.SendingAsync(message.Conversation, reply.Id, cancellationToken) is { } state ? await PushAsync(reply, state, isBegun: false, TimeSpan.MaxValue, cancellationToken) : new(Arrived: true);

    /// <param name="longest">A turn holds its conversation up not much longer: no message is begun once half of it is over, and what is left is the outbox's.</param>
    private async Task<Delivery> PushAsync(StoredActivity reply, SendingState state, bool isBegun, TimeSpan longest, CancellationToken cancellationToken)
    {
        if (writer is null)
            return new(Arrived: true);
        using var step = TurnTelemetry.Source.StartActivity("speak");
        var parts = writer.PartsOf(reply);
        // A crash or an outage between two parts: what had arrived is not sent again.
        var first = Math.Min(state.Delivered, parts - 1);
        var part = first;
        var began = time.GetTimestamp();
        var notes = NotesOf(part, isBegun, mayHaveArrived: state.Begun > part);
        if (writer.HeldUntil - time.GetUtcNow() is { } held && held > TimeSpan.Zero)
            return await WaitAsync(held);
        try
        {
            using var timer = new CancellationTokenSource(options.DeliveryDeadline, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            while (part < parts - 1)
            {
                await log.MarkPartDeliveredAsync(message.Conversation, reply.Id, part, await writer.DeliverAsync(reply, notes.Send, linked.Token), cancellationToken);
                notes = NotesOf(++part, isBegun: true, mayHaveArrived: false);
                if (time.GetElapsedTime(began) > longest / 2)
                {
                    await notes.NoteEndAsync();
                    return new(Arrived: false) { Parts = part - first };
                }
                // Each has its time: a hundred short messages take long together.
                timer.CancelAfter(options.DeliveryDeadline);
            }
            await log.MarkDeliveredAsync(message.Conversation, reply.Id, await writer.DeliverAsync(reply, notes.Send, linked.Token), cancellationToken);
            return new(Arrived: true);
        }
        catch (DeliveryException e) when (e.RetryAfter is { } asked)
        {
            Log.NotDelivered(logger, reply.Id, e);
            return await WaitAsync(asked) with { MayHaveArrived = e.MayHaveArrived, Parts = part - first };
        }
        catch (Exception e)
        {
            Log.NotDelivered(logger, reply.Id, e);
            await notes.NoteEndAsync();
            return new(Arrived: false) { MayHaveArrived = e is DeliveryException known ? known.MayHaveArrived : notes.MayHaveArrived, Parts = part - first };
        }

        async Task<Delivery> WaitAsync(TimeSpan asked)
        {
            var after = TimeSpan.FromTicks(Math.Clamp(asked.Ticks, 0, options.MaxRetryAfter.Ticks));
            await notes.NoteQuietAsync(time.GetUtcNow() + after);
            return new(Arrived: false, after);
        }

        PartNotes NotesOf(int which, bool isBegun, bool mayHaveArrived) => new(log, message.Conversation, reply.Id, which, isBegun, mayHaveArrived, logger);
    }

    public ValueTask DisposeAsync()
    {
        End();
        return writer?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>Within the lock. Null when the text is shown later: a model that pauses must not keep the words before its pause.</summary>
    private string? Show()
    {
        var since = _lastGrowth == 0 ? s_pace : time.GetElapsedTime(_lastGrowth);
        if (since < s_pace)
        {
            if (!_owes)
                (_later ??= time.CreateTimer(_ => ShowOwed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(s_pace - since, Timeout.InfiniteTimeSpan);
            _owes = true;
            return null;
        }
        (_lastGrowth, _owes) = (time.GetTimestamp(), false);
        var text = _text.ToString();
        events.Publish(new AnswerGrew(message.ActivityId, text));
        return text;
    }

    private void ShowOwed()
    {
        lock (_gate)
            if (_owes && !_ended)
            {
                _owes = false;
                Show();
            }
    }

    private async ValueTask BestEffortAsync(ValueTask sending)
    {
        try
        {
            await sending;
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Log.Unheard(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ActivityId} was not delivered; it stays in the outbox")]
        public static partial void NotDelivered(ILogger logger, string activityId, Exception exception);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Progress was not delivered")]
        public static partial void Unheard(ILogger logger, Exception exception);
    }
}
