using Assistant.Health;
using Assistant.Privacy;
using Assistant.Storage.AuditLog;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Erasure;

/// <summary>Ends erasures that a crash or an outage interrupted, destroyed keys that may still lie in files, and drops keys and content from memory when another process has erased somebody.</summary>
internal sealed partial class ErasureWatch(
    IPersonEraser eraser, ErasureLedger ledger, KeyStore store, SubjectKeys keys, IEnumerable<IContentCache> caches, IOptions<PrivacyOptions> options, TimeProvider time, ILogger<ErasureWatch> logger) : BackgroundService, IReadiness
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);
    private long? _known;
    private (long At, TimeSpan Pause)? _shredTried;
    private volatile bool _isAway;

    public string? Problem => _isAway ? "keys" : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                // Each by itself: what cannot be finished does not keep this process from hearing of what others have erased.
                await TryAsync(async () => await eraser.FinishAsync(stoppingToken));
                _isAway = !await TryAsync(() =>
                {
                    Look();
                    return Task.CompletedTask;
                });
                await Task.Delay(options.Value.ErasureNotice, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>An erasure that has begun must end, whatever goes wrong on the way: it is tried again, and never ends the host.</summary>
    private async Task<bool> TryAsync(Func<Task> look)
    {
        try
        {
            await look();
            return true;
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            UpkeepFailures.Count("erasure");
            Log.Away(logger, e.GetType().Name);
            return false;
        }
    }

    private void Look()
    {
        if (store.IsShredDue)
            Shred();
        var last = ledger.Last();
        if (_known is { } known && last > known)
        {
            keys.ForgetAll();
            foreach (var cache in caches)
                cache.ForgetAll();
        }
        _known = last;
    }

    /// <summary>With growing pauses: whoever reads the keys waits for it meanwhile.</summary>
    private void Shred()
    {
        var pause = _shredTried?.Pause ?? TimeSpan.Zero;
        if (_shredTried is { } tried && time.GetElapsedTime(tried.At) < pause)
            return;
        store.Shred(keys: true);
        _shredTried = null;
        if (!store.IsShredDue)
            return;
        pause = pause == TimeSpan.Zero ? options.Value.ErasureNotice : pause * 2;
        _shredTried = (time.GetTimestamp(), pause < s_longestPause ? pause : s_longestPause);
        Log.NotShredded(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Destroyed keys still lie in the key store's files: something reads it. Overwriting them is tried again")]
        public static partial void NotShredded(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An erasure that has begun could not be finished, or the key store not be asked for others' ({Error}); it is tried again")]
        public static partial void Away(ILogger logger, string error);
    }
}
