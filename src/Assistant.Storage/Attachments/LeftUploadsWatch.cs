using Assistant.Storage.Retention;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Attachments;

/// <summary>Looks for <see cref="LeftUploads"/> every <see cref="RetentionOptions.Every"/> while the server runs, with rules of retention or without.</summary>
internal sealed partial class LeftUploadsWatch(LeftUploads uploads, IOptions<RetentionOptions> options, TimeProvider time, ILogger<LeftUploadsWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Value.Every, time, stoppingToken);
                await uploads.LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                NotLooked(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attachments that no message has were not looked for ({Error}); the next time will do")]
    private static partial void NotLooked(ILogger logger, string error);
}
