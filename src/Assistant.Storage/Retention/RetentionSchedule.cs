using Assistant.Conversations;
using Assistant.Privacy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Retention;

/// <summary>Applies the rules again and again while the server runs. Without rules it does nothing.</summary>
internal sealed partial class RetentionSchedule(IRetention retention, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionSchedule> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Rules.Count > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Value.Every, time, stoppingToken);
                await retention.ApplyAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            // Whatever it was: rules that cannot be applied are no reason to stop the server.
            catch (Exception e)
            {
                UpkeepFailures.Count("retention");
                Log.NotApplied(logger, e is StorageUnavailableException ? e.Message : e.GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The retention rules could not be applied ({Error}); they are tried again")]
        public static partial void NotApplied(ILogger logger, string error);
    }
}
