using Assistant.Channels.BotFramework.Cards;
using Assistant.Conversations;
using Assistant.Text;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>Brings an answer into the person's own chat that no dialog took: with what was asked above it, as nothing else there says it, and nothing while it grows.</summary>
internal sealed class LateWriter(InboundMessage asked, DateTimeOffset heldUntil, IReplyWriter chat) : IReplyWriter
{
    private const int LongestQuestion = 120;

    public DateTimeOffset? HeldUntil => heldUntil;

    public bool RepeatsUnknown => chat.RepeatsUnknown;

    public ValueTask ProgressAsync(TurnProgress progress, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask GrowAsync(string text, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public int PartsOf(StoredActivity reply) => chat.PartsOf(Told(reply));

    public ValueTask<string?> DeliverAsync(StoredActivity reply, PartSend part, CancellationToken cancellationToken) => chat.DeliverAsync(Told(reply), part, cancellationToken);

    public ValueTask DisposeAsync() => chat.DisposeAsync();

    private StoredActivity Told(StoredActivity reply)
    {
        var head = new ExtensionWords(MemoryCardWords.LanguageOf(null, asked.Locale)).LaterTo(asked.Text.Shortened(LongestQuestion));
        return reply.Answer is { } answer ? reply with { Answer = answer with { Text = $"{head}\n\n{answer.Text}", SuggestedReplies = [] } } : reply;
    }
}
