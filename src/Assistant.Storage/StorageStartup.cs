using Assistant.Conversations;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Retention;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage;

/// <summary>Brings the schema up to date before anything else starts.</summary>
internal sealed partial class StorageStartup(IStoreDatabase database, KeyBinding keys, LegalHolds holds, ChainAdoption adoption, ILogger<StorageStartup> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.MigrateAsync(cancellationToken);
            await keys.CheckAsync(cancellationToken);
            await adoption.AdoptAsync(cancellationToken);
            await holds.KeepAsync(cancellationToken);
            Log.Ready(logger, database.Description);
        }
        catch (Exception e) when (database.IsUnavailable(e))
        {
            throw new StorageUnavailableException($"{database.Description} cannot be opened: {StoreFailure.Reason(e)}. {database.Remedy}", e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The log is in {Database}")]
        public static partial void Ready(ILogger logger, string database);
    }
}
