using Assistant.Agent;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Extensions;
using Assistant.Channels.BotFramework.Files;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Opens the way back to whoever sent a message over the Bot Framework protocol.</summary>
internal sealed class ConnectorReplies(
    ConnectorClient connector, AnswerOffers offers, FileErrand errand, IConversationReferences references, IInbox inbox, IConversations conversations, IOptions<BotFrameworkOptions> options, TimeProvider time, ILogger<ConnectorReplies> logger) : IReplyChannel
{
    // Only this channel's messages have an address to reply to.
    public bool Serves(ConversationKey conversation) => true;

    public IReplyWriter Open(InboundMessage message)
    {
        if (ReplyAddress.Of(message) is not { Inline: false } to)
            return SilentWriter.Instance;
        if (to.HeldUntil is { } heldUntil)
            return new LateWriter(message, heldUntil, new ConnectorWriter(message.Conversation with { Id = to.ConversationId }, to, connector, offers, null, options.Value, time, logger));
        if (message.Kind == InboundKind.Errand)
            return new FileWriter(message, to, connector, options.Value.ResendWhenUnknown, logger);
        // Only of what nobody asked for: an answer may be refused for what it is.
        if (message.Kind == InboundKind.Notice)
            return new ConnectorWriter(message.Conversation, to, connector, offers, null, options.Value, time, logger) { Gone = token => references.RemoveAsync(message.Conversation, token) };
        var notes = new ShownNotes(message, to, inbox);
        return new ConnectorWriter(message.Conversation, to, connector, offers, LiveFor(to, message, notes), options.Value, time, logger) { Card = CardFor(to, message, notes) };
    }

    public Task<Answer> RunErrandAsync(InboundMessage message, CancellationToken cancellationToken) =>
        errand.RunAsync(message, ReplyAddress.Of(message) ?? throw new ArgumentException("An errand of another surface.", nameof(message)), cancellationToken);

    /// <summary>Teams streams in one-to-one chats only.</summary>
    private LiveReply? LiveFor(ReplyAddress to, InboundMessage message, ShownNotes notes) =>
        options.Value.Streaming && to is { ChannelId: ChannelIds.Teams, IsShared: false, ConversationType: null or "personal" }
            ? new(to, connector, TextLanguage.Of(message.Text, message.Locale), time, logger)
            {
                Note = id => notes.NoteAsync(noted => noted with { StreamId = id }),
                NoteEnded = id => notes.NoteAsync(noted => noted with { StreamId = null, EndedStreamId = id }),
                Stopped = () => conversations.StopAsync(message.Conversation, message.ActivityId, CancellationToken.None),
            }
            : null;

    /// <summary>Also where it is switched off since: what was shown before is taken back.</summary>
    private LiveCard? CardFor(ReplyAddress to, InboundMessage message, ShownNotes notes) =>
        options.Value.ShowsProgress(to.ChannelId) || to.ProgressId is not null
            ? new(to, connector, shown => notes.NoteAsync(noted => noted with { ProgressId = shown.ProgressId }), TextLanguage.Of(message.Text, message.Locale), options.Value.ProgressAfter, time, logger)
            : null;

    /// <summary>The answer goes out in the response to the request.</summary>
    private sealed class SilentWriter : IReplyWriter
    {
        public static readonly SilentWriter Instance = new();

        public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask GrowAsync(string text, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<string?> DeliverAsync(StoredActivity reply, PartSend part, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
