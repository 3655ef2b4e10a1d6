using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Erasure;

/// <summary>Ends erasures that a crash interrupted, and drops keys and content from memory when another process has erased somebody.</summary>
internal sealed partial class ErasureWatch(
    IPersonEraser eraser, ErasureLedger ledger, SubjectKeys keys, IEnumerable<IContentCache> caches, IOptions<PrivacyOptions> options, TimeProvider time, ILogger<ErasureWatch> logger) : BackgroundService
{
    private long? _known;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var finished = false;
            while (true)
            {
                try
                {
                    if (!finished)
                        await eraser.FinishAsync(stoppingToken);
                    finished = true;
                    Look();
                }
                catch (Exception e) when (e is StorageUnavailableException or KeyStoreException or IOException)
                {
                    Log.Away(logger, e.GetType().Name);
                }
                await Task.Delay(options.Value.ErasureNotice, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Look()
    {
        var last = ledger.Last();
        if (_known is { } known && last > known)
        {
            keys.ForgetAll();
            foreach (var cache in caches)
                cache.ForgetAll();
        }
        _known = last;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The key store could not be asked for erasures ({Error}); it is tried again")]
        public static partial void Away(ILogger logger, string error);
    }
}
