using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.DirectLine.Outbound;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Turns what a turn says into activities for the connector, within what its channels accept.</summary>
internal static class OutgoingActivities
{
    private const int MostCitations = 20;
    private const int LongestName = 80;
    private const int LongestAbstract = 160;

    public static OutgoingActivity Typing(ReplyAddress to) => Basic(to, "typing");

    /// <summary>A piece of a live stream.</summary>
    public static OutgoingActivity Streamed(ReplyAddress to, StreamInfoEntity stream, string text) => Basic(to, "typing") with { Text = text, Entities = [stream] };

    /// <param name="streamId">The live stream that this answer ends; null when there is none.</param>
    public static OutgoingActivity Message(ReplyAddress to, StoredActivity reply, string? streamId = null, FeedbackButtons buttons = FeedbackButtons.Off)
    {
        var answer = reply.Answer ?? throw new ArgumentException("Not an answer.", nameof(reply));
        return Basic(to, "message") with
        {
            Id = reply.Id,
            Timestamp = reply.At,
            Text = TextOf(to.ChannelId, answer),
            TextFormat = "markdown",
            InputHint = "acceptingInput",
            Locale = answer.Language == "zh" ? "zh-CN" : to.Locale ?? answer.Language,
            Entities = streamId is null ? [Origin(answer)] : [Origin(answer), new StreamInfoEntity("final", null, streamId)],
            SuggestedActions = answer.SuggestedReplies.Count == 0
                ? null
                : new([to.User.Id], [.. answer.SuggestedReplies.Select(text => new WireAction("imBack", text, text))]),
            ChannelData = to.ChannelId == "msteams" && buttons != FeedbackButtons.Off && answer.Failure is null && reply.ReplyToId != MessageIntake.GreetingId
                ? new(new(buttons == FeedbackButtons.Custom ? "custom" : "default"))
                : null,
            Attachments = answer.Card is { } card ? [new WireAttachment("application/vnd.microsoft.card.adaptive", null, null) { Content = Parse(card) }] : null,
        };
    }

    private static MessageEntity Origin(Answer answer) => new([.. answer.Citations.Take(MostCitations).Select(Claim)]);

    private static OutgoingActivity Basic(ReplyAddress to, string type) => new()
    {
        Type = type,
        ChannelId = to.ChannelId,
        ServiceUrl = to.ServiceUrl.OriginalString,
        Conversation = new(to.ConversationId, to.IsShared ? true : null, to.ConversationType),
        From = new(to.Bot.Id, to.Bot.Name, "bot"),
        Recipient = new(to.User.Id, to.User.Name, "user"),
        ReplyToId = to.ActivityId,
    };

    /// <summary>Teams and the emulator show citations from the entity; Web Chat needs link definitions besides; elsewhere the sources stand below the text.</summary>
    private static string TextOf(string channelId, Answer answer)
    {
        if (answer.Citations.Count == 0 || channelId is "msteams" or "emulator")
            return answer.Text;
        var text = new StringBuilder(answer.Text.TrimEnd()).Append('\n');
        foreach (var citation in answer.Citations.Take(MostCitations))
            text.Append('\n').Append(channelId is "webchat" or "directline" ? Definition(citation) : Line(citation));
        return text.ToString().TrimEnd();
    }

    private static string Definition(Citation citation) => string.Create(CultureInfo.InvariantCulture, $"[{citation.N}]: cite:{citation.N} \"{Plain(citation.Source)}\"");

    private static string Line(Citation citation) => string.Create(CultureInfo.InvariantCulture, $"\\[{citation.N}\\] {Plain(citation.Source)}: {Plain(citation.Quote)}  ");

    private static ClaimEntity Claim(Citation citation)
    {
        var quote = Cut(citation.Quote.Length == 0 ? citation.Source : citation.Quote, LongestAbstract);
        return new(citation.N, new(Cut(citation.Source, LongestName), quote, quote));
    }

    private static string Plain(string source) => Cut(string.Concat(source.Select(c => char.IsControl(c) || c is '"' or '\\' or '[' or ']' or '<' or '>' or '`' ? ' ' : c)), LongestAbstract);

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1), "…");

    private static JsonElement Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.Clone();
    }
}
