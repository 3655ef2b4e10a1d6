using Assistant.Agent;
using Assistant.Audit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Step 7: opens the ways on which a turn speaks, and sends again what a crash or an outage left unsent.</summary>
internal sealed partial class TurnDelivery(IEnumerable<IReplyChannel> channels, ITurnLog log, IOptions<TurnOptions> options, TimeProvider time, ILogger<TurnDelivery> logger)
{
    private readonly IReplyChannel[] _channels = [.. channels];

    /// <param name="showsGrowth">False while an earlier answer has not arrived: the channel is shown nothing of this one before it.</param>
    public TurnSpeech Open(InboundMessage message, ITurnEvents events, bool showsGrowth = true) =>
        new(message, events, Writer(message), log, options.Value, time, logger, showsGrowth);

    /// <summary>Sends a recorded reply again.</summary>
    public async Task<Delivery> RedeliverAsync(UndeliveredReply undelivered, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - undelivered.Reply.At > options.Value.RedeliverFor)
            return await GiveUpAsync(undelivered, cancellationToken);
        // Its message as it is noted now, with what was shown of the turn; no row any more: there is nothing left to send.
        if ((await log.UndeliveredAsync(undelivered.Message.Conversation, cancellationToken)).FirstOrDefault(each => each.Reply.Id == undelivered.Reply.Id) is not { } noted)
            return new(Arrived: true);
        Log.Again(logger, undelivered.Reply.Id);
        await using var speech = Open(noted.Message, NoEvents.Instance);
        return await speech.RedeliverAsync(undelivered.Reply, cancellationToken);
    }

    /// <summary>It stays in the log only.</summary>
    public async Task<Delivery> GiveUpAsync(UndeliveredReply undelivered, CancellationToken cancellationToken)
    {
        Log.GivenUp(logger, undelivered.Reply.Id);
        await log.MarkDeliveredAsync(undelivered.Message.Conversation, undelivered.Reply.Id, null, cancellationToken);
        return new(Arrived: true);
    }

    /// <summary>What the message's channel does itself.</summary>
    public Task<Answer> RunErrandAsync(InboundMessage message, CancellationToken cancellationToken) =>
        Channel(message)?.RunErrandAsync(message, cancellationToken) ?? throw new NotSupportedException("No channel serves this errand.");

    private IReplyWriter? Writer(InboundMessage message) => message.ReplyAddress is null ? null : Channel(message)?.Open(message);

    private IReplyChannel? Channel(InboundMessage message) => Array.Find(_channels, channel => channel.Serves(message.Conversation));

    private sealed class NoEvents : ITurnEvents
    {
        public static readonly NoEvents Instance = new();

        public void Publish(ConversationEvent happened)
        {
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Reply {ActivityId} was not known to have arrived and is sent again")]
        public static partial void Again(ILogger logger, string activityId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Reply {ActivityId} could not be delivered for too long (Turns:RedeliverFor), or may have arrived too often (Turns:MaxUnknownSends); it stays in the log only")]
        public static partial void GivenUp(ILogger logger, string activityId);
    }
}
