using Assistant.Conversations;
using Assistant.Storage.Inbox;
using Assistant.Storage.WorkingMemory;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Retention;

/// <summary>Lets go of rows that have a time of their own, while the server runs, with rules of retention or without: changes of messages that did not come, and working memory.</summary>
internal sealed partial class ShortLivedRows(GroupCommitWriter writer, TimeProvider time, ILogger<ShortLivedRows> logger) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(10);
    private static readonly ConversationKey s_queue = new(ConversationKey.DefaultTenant, "short-lived-rows", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_every, time, stoppingToken);
                await RemoveAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            // Whatever it was: what stays too long is no reason to stop the server.
            catch (Exception e)
            {
                UpkeepFailures.Count("short_lived_rows");
                NotRemoved(logger, e.GetType().Name);
            }
        }
    }

    internal async Task RemoveAsync(CancellationToken cancellationToken)
    {
        await writer.WriteAsync(s_queue, session => EarlyRevisions.Expire(session, time.GetUtcNow()));
        // A few at a time: turns wait for the same writer.
        while (await writer.WriteAsync(s_queue, session => DatabaseWorkingMemory.Expire(session, time.GetUtcNow())) > 0)
            cancellationToken.ThrowIfCancellationRequested();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rows whose time is over were not let go of ({Error}); the next time will do")]
    private static partial void NotRemoved(ILogger logger, string error);
}
