using System.Text;
using Assistant.Audit;
using Assistant.Perception;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>What one turn says while it runs and at its end: to everybody who follows the conversation, and to the channel when it wants replies pushed.</summary>
internal sealed partial class TurnSpeech(
    InboundMessage message, ITurnEvents events, IReplyWriter? writer, ITurnLog log, TimeSpan deadline, TimeProvider time, ILogger logger) : IPerceptionProgress, IAsyncDisposable
{
    // Each event carries the whole text so far: at 20 a second the eye sees no difference and a long answer stays linear.
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(50);
    private readonly StringBuilder _text = new();
    private long _lastGrowth;

    public async ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken)
    {
        events.Publish(new TurnProgressed(message.ActivityId, progress));
        if (writer is not null)
            await BestEffortAsync(writer.ProgressAsync(progress, cancellationToken));
    }

    public async ValueTask GrowAsync(string delta, CancellationToken cancellationToken)
    {
        _text.Append(delta);
        if (_lastGrowth != 0 && time.GetElapsedTime(_lastGrowth) < s_pace)
            return;
        _lastGrowth = time.GetTimestamp();
        var text = _text.ToString();
        events.Publish(new AnswerGrew(message.ActivityId, text));
        if (writer is not null)
            await BestEffortAsync(writer.GrowAsync(text, cancellationToken));
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
            await writer.DeliverAsync(reply, linked.Token);
            await log.MarkDeliveredAsync(message.Conversation, reply.Id, cancellationToken);
            return true;
        }
        catch (Exception e)
        {
            Log.NotDelivered(logger, reply.Id, e);
            return false;
        }
    }

    public ValueTask DisposeAsync() => writer?.DisposeAsync() ?? ValueTask.CompletedTask;

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
