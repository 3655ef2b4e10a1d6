using System.Diagnostics.Metrics;
using Assistant.Conversations;
using Assistant.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage;

/// <summary>Says while there is still time that the data folder's disk fills up: a line of the log when it begins and each hour, and a gauge.</summary>
internal sealed partial class FreeSpaceWatch : BackgroundService
{
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1), s_again = TimeSpan.FromHours(1);
    private readonly Meter _meter = new(TurnTelemetry.SourceName);
    private readonly IFreeSpace _space;
    private readonly DataOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<FreeSpaceWatch> _logger;

    public FreeSpaceWatch(IFreeSpace space, IOptions<DataOptions> options, TimeProvider time, ILogger<FreeSpaceWatch> logger)
    {
        (_space, _options, _time, _logger) = (space, options.Value, time, logger);
        _meter.CreateObservableGauge("assistant.data.free", () => _space.Bytes is { } free ? [new Measurement<long>(free)] : Array.Empty<Measurement<long>>(), "By", "Free where the data folder lies.");
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? warned = null;
        try
        {
            for (; ; await Task.Delay(s_look, _time, stoppingToken))
            {
                if (_space.Bytes is not { } free)
                    continue;
                var now = _time.GetUtcNow();
                if (free >= _options.WarnFree)
                    warned = null;
                else if (warned is null || now - warned >= s_again)
                {
                    warned = now;
                    Log.Filling(_logger, free / Megabyte, _options.EffectiveDirectory);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Only {Megabytes} MB are free at {Folder} (Data:WarnFree): see docs/operations.md on full disks")]
        public static partial void Filling(ILogger logger, long megabytes, string folder);
    }
}
