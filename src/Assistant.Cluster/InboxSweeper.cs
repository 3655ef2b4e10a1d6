using System.Diagnostics.Metrics;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Cluster;

/// <summary>Wakes the conversations that a crash left with unanswered messages, and those with a reply that is not known to have arrived. Runs on every replica.</summary>
internal sealed partial class InboxSweeper(
    ConversationGrains grains, IInbox inbox, ITurnLog log, IOptions<TurnOptions> turns, IOptions<ClusterOptions> cluster, IPacedLines lines, TimeProvider time, ILogger<InboxSweeper> logger) : BackgroundService
{
    private const int Batch = 1_000;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_leftOver = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_callLimit = TimeSpan.FromSeconds(5);

    private static readonly Meter s_meter = new(TurnTelemetry.SourceName);
    private static readonly UpDownCounter<long> s_undelivered = s_meter.CreateUpDownCounter<long>("assistant.replies.undelivered", description: "Replies that are not known to have arrived after Turns:RedeliverAfter, up to 1,000.");
    private int _undelivered;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A silo alone that starts knows that nobody else is still sending what was left over.
            await SweepAsync(time.GetUtcNow(), cluster.Value.Redis is { Length: > 0 } ? turns.Value.RedeliverAfter : TimeSpan.Zero, stoppingToken);
            while (true)
            {
                await Task.Delay(s_pause, time, stoppingToken);
                await SweepAsync(time.GetUtcNow() - s_leftOver, turns.Value.RedeliverAfter, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SweepAsync(DateTimeOffset acceptedBefore, TimeSpan redeliverAfter, CancellationToken cancellationToken)
    {
        try
        {
            var leftOver = await inbox.LeftOverAsync(acceptedBefore, Batch, cancellationToken);
            var undelivered = await log.UndeliveredAsync(time.GetUtcNow() - redeliverAfter, Batch, cancellationToken);
            s_undelivered.Add(undelivered.Count - _undelivered);
            _undelivered = undelivered.Count;
            await Task.WhenAll([
                .. leftOver.Select(conversation => CallAsync(grains[conversation].WakeAsync(null))),
                .. undelivered.Select(reply => CallAsync(grains[reply.Message.Conversation].RedeliverAsync(reply)))]);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            if (lines.Count(nameof(InboxSweeper)) is > 0 and var count)
                Log.Failed(logger, e is StorageUnavailableException ? e.Message : e.ToString(), count);
        }
    }

    /// <summary>A grain on a dying replica does not hold up the others; the next sweep finds it again.</summary>
    private async Task CallAsync(Task call)
    {
        try
        {
            await call.WaitAsync(s_callLimit, time);
        }
        catch (Exception e)
        {
            Log.CallFailed(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The inbox could not be swept ({Count} times since the last such line); it is tried again each second: {Reason}")]
        public static partial void Failed(ILogger logger, string reason, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "A conversation could not be woken ({Error}); it is tried again")]
        public static partial void CallFailed(ILogger logger, string error);
    }
}
