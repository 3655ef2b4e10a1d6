using System.Text;
using Assistant.Audit;
using Assistant.Perception;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>What one turn says while it runs and at its end: to everybody who follows the conversation, and to the channel when it wants replies pushed.</summary>
internal sealed partial class TurnSpeech(
    InboundMessage message, ITurnEvents events, IReplyWriter? writer, ITurnLog log, TimeSpan deadline, TimeProvider time, ILogger logger, bool showsGrowth = true) : IPerceptionProgress, IAsyncDisposable
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

    /// <summary>Pushes the recorded answer; a failure leaves it in the log as not delivered, to be sent again.</summary>
    public async Task<bool> DeliverAsync(StoredActivity reply, CancellationToken cancellationToken)
    {
        if (writer is null)
            return true;
        using var step = TurnTelemetry.Source.StartActivity("speak");
        try
        {
            using var timer = new CancellationTokenSource(deadline, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            var parts = writer.PartsOf(reply);
            // A crash or an outage between two parts: what had arrived is not sent again.
            var first = parts == 1 ? 0 : Math.Min(await log.PartsDeliveredAsync(message.Conversation, reply.Id, cancellationToken), parts - 1);
            for (var part = first; part < parts - 1; part++)
                await log.MarkPartDeliveredAsync(message.Conversation, reply.Id, part, await writer.DeliverAsync(reply, part, linked.Token), cancellationToken);
            await log.MarkDeliveredAsync(message.Conversation, reply.Id, await writer.DeliverAsync(reply, parts - 1, linked.Token), cancellationToken);
            return true;
        }
        catch (Exception e)
        {
            Log.NotDelivered(logger, reply.Id, e);
            return false;
        }
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
