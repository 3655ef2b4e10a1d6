using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>Tells what came of a file that was offered, in the place of the card that offered it; where that cannot be, behind it.</summary>
internal sealed partial class FileWriter(InboundMessage consented, ReplyAddress to, ConnectorClient connector, bool repeatsUnknown, ILogger logger) : IReplyWriter
{
    public bool RepeatsUnknown => repeatsUnknown;

    public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask GrowAsync(string text, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask<string?> DeliverAsync(StoredActivity reply, PartSend part, CancellationToken cancellationToken)
    {
        var stored = reply.Answer is { Found: true } ? FileConsent.Read(consented.Value).Upload : null;
        var message = OutgoingActivities.Notice(to, reply.Text, stored is null ? null : FileCards.Info(stored));
        var result = to.ActivityId is null ? new(SendOutcome.Refused) : await connector.UpdateAsync(to, message, cancellationToken);
        // A change may be made twice, a message not where the operator says so.
        if (result.Outcome == SendOutcome.Refused && (repeatsUnknown || !part.MayHaveArrived))
            result = await connector.SendAsync(to with { ActivityId = null }, message, cancellationToken, part);
        if (result.Outcome is SendOutcome.NotSent or SendOutcome.Unknown)
            throw new DeliveryException($"The connector did not take what came of a file: {result.Reason}.", result.Outcome == SendOutcome.Unknown, result.RetryAfter);
        if (result.Outcome == SendOutcome.Refused)
            Log.Refused(logger, reply.Id, result.Reason);
        return result.Id;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The channel will not be told what came of a file, in {ActivityId} ({Reason}); it stays in the log only")]
        public static partial void Refused(ILogger logger, string activityId, string? reason);
    }
}
