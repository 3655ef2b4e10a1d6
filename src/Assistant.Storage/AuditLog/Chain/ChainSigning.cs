using Assistant.Conversations;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Has the chains' heads signed after a number of records or a time, and once more at the end. An idle program does nothing.</summary>
internal sealed partial class ChainSigning(ChainSigner signer, ChainProgress progress, ILogger<ChainSigning> logger) : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SignAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await progress.WaitAsync(stoppingToken);
                await SignAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SignAsync(CancellationToken cancellationToken)
    {
        try
        {
            await signer.SignAsync(cancellationToken);
        }
        // Whatever it was: an unsigned head is signed with the next records.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            UpkeepFailures.Count("signing");
            Log.NotSigned(logger, e.GetType().Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The head of the log's chain was not signed ({Error}); it is tried again")]
        public static partial void NotSigned(ILogger logger, string error);
    }
}
