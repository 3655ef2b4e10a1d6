using Assistant.Storage.Retention;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Attachments;

/// <summary>Looks for <see cref="LeftUploads"/> each day while the server runs, and again after <see cref="RetentionOptions.Every"/> where there are any, with rules of retention or without: a look goes through all attachments.</summary>
internal sealed partial class LeftUploadsWatch(LeftUploads uploads, IOptions<RetentionOptions> options, TimeProvider time, ILogger<LeftUploadsWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var next = options.Value.Every;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(next, time, stoppingToken);
                await uploads.LookAsync(stoppingToken);
                next = uploads.AnyLeft || options.Value.Every > s_day ? options.Value.Every : s_day;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                UpkeepFailures.Count("left_uploads");
                NotLooked(logger, e.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attachments that no message has were not looked for ({Error}); the next time will do")]
    private static partial void NotLooked(ILogger logger, string error);
}
