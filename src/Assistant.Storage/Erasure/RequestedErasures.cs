using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Erasure;

/// <summary>Erases persons who asked for it, once they have been answered; what another process has left undone after a while, too.</summary>
internal sealed partial class RequestedErasures(ErasureRequests requests, IPersonEraser eraser, TimeProvider time, ILogger<RequestedErasures> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(1);

    /// <summary>For the answer to reach those who follow the conversation, which ends with the erasure.</summary>
    private static readonly TimeSpan s_reading = TimeSpan.FromSeconds(2);

    /// <summary>A reply that cannot be delivered does not keep a person from being erased.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first look is for what a crash left over.
        var rest = TimeSpan.Zero;
        try
        {
            while (true)
            {
                await requests.WaitAsync(rest, stoppingToken);
                rest = await EraseDueAsync(stoppingToken) ? s_look : s_rest;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <returns>Whether some are not due yet, or have to be tried again.</returns>
    private async Task<bool> EraseDueAsync(CancellationToken cancellationToken)
    {
        var left = false;
        try
        {
            foreach (var request in await requests.ListAsync(cancellationToken))
            {
                if (await IsDueAsync(request, cancellationToken))
                    await EraseAsync(request);
                else
                    left = true;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Away(logger, e.GetType().Name);
            return true;
        }
        return left;
    }

    private async Task<bool> IsDueAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        var age = time.GetUtcNow() - request.At;
        // A clock that went back makes a request of the future: it waits no longer for that.
        return age > s_longest || age < TimeSpan.Zero || (age > s_reading && await requests.IsAnsweredAsync(request.Conversation, cancellationToken));
    }

    private async Task EraseAsync(ErasureRequest request)
    {
        try
        {
            await eraser.EraseRequestedAsync(request.Person, CancellationToken.None);
        }
        catch (LegalHoldException)
        {
            Log.Held(logger);
            await requests.RemoveAsync(request.Person);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "An erasure that a person asked for could not be done ({Error}); it is tried again")]
        public static partial void Away(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An erasure that a person asked for was dropped: they are under a legal hold since")]
        public static partial void Held(ILogger logger);
    }
}
