using Assistant.Conversations;
using Assistant.Storage.Writing;
using Microsoft.Extensions.Hosting;

namespace Assistant.Storage.Inbox;

/// <summary>Takes out early revisions whose message did not come.</summary>
internal sealed class EarlyRevisionsExpiry(GroupCommitWriter writer, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(10);
    private static readonly ConversationKey s_queue = new(ConversationKey.DefaultTenant, "early-revisions", "");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(s_every, time, stoppingToken);
                await writer.WriteAsync(s_queue, session => EarlyRevisions.Expire(session, time.GetUtcNow()));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (StorageUnavailableException)
            {
                // The next time will do.
            }
        }
    }
}
