using System.Globalization;
using System.Text;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Channels.Activities;
using Assistant.Channels.Activities.Cards;
using Assistant.Channels.BotFramework.Cards;
using Assistant.Channels.BotFramework.Feedback;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Channels.BotFramework.Outbound.Markdown;
using Assistant.Channels.BotFramework.Outbound.Splitting;
using Assistant.Conversations;
using Assistant.Text;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Turns what a turn says into activities for the connector, within what its channels accept.</summary>
internal static class OutgoingActivities
{
    private const int MostCitations = 20;
    private const int LongestName = 80;
    private const int LongestAbstract = 160;
    private const int MostKeywords = 3;
    private const int LongestKeyword = 28;

    public static OutgoingActivity Typing(ReplyAddress to) => Basic(to, "typing");

    /// <summary>A piece of a live stream.</summary>
    public static OutgoingActivity Streamed(ReplyAddress to, StreamInfoEntity stream, string text) => Basic(to, "typing") with { Text = text, Entities = [stream] };

    /// <summary>Ends a live stream that no answer ends.</summary>
    /// <param name="text">It begins with what was shown.</param>
    public static OutgoingActivity StreamEnd(ReplyAddress to, string streamId, string text) =>
        Basic(to, "message") with { Text = text, TextFormat = "markdown", InputHint = "ignoringInput", Entities = [new MessageEntity([]), new StreamInfoEntity("final", null, streamId)] };

    /// <summary>What a long turn is doing: as a card where one is given, else as text.</summary>
    public static OutgoingActivity Progress(ReplyAddress to, string sentence, WireAttachment? card) => card is null
        ? Basic(to, "message") with { Text = sentence, TextFormat = "plain", InputHint = "ignoringInput" }
        : Basic(to, "message") with { Summary = sentence, InputHint = "ignoringInput", Attachments = [card] };

    /// <summary>A sentence that answers no message, with a card of the channel's own or none.</summary>
    public static OutgoingActivity Notice(ReplyAddress to, string text, WireAttachment? attached) =>
        Basic(to, "message") with { ReplyToId = null, Text = text, TextFormat = "plain", Locale = to.Locale, Attachments = attached is null ? null : [attached] };

    /// <summary>The texts of an answer's messages: one, or more when it is longer than the channel takes.</summary>
    public static IReadOnlyList<string> Texts(string channelId, StoredActivity reply) => MessageParts.Of(IsWelcome(channelId, reply) ? "" : Shown(channelId, TextOf(channelId, AnswerIn(reply))), ChannelLimits.Of(channelId));

    /// <summary>Teams shows it as a card.</summary>
    public static bool IsWelcome(string channelId, StoredActivity reply) => channelId == ChannelIds.Teams && MessageIntake.IsGreeting(reply.ReplyToId);

    private static string Shown(string channelId, string markdown) => channelId switch
    {
        ChannelIds.Teams => TeamsMarkdown.Of(markdown),
        _ when PlainText.IsAllThatIsShown(channelId) => PlainText.Of(markdown),
        _ => markdown,
    };

    /// <summary>A card asks: the question stands on it and nowhere else.</summary>
    private static AskedBack? AskedByCard(string channelId, Answer answer) => CardClients.Show(channelId) ? answer.Asks : null;

    /// <summary>All of an answer's messages.</summary>
    /// <param name="offered">What the answer offers; null for nothing.</param>
    /// <param name="sensitivity">The operator's label; null for none.</param>
    public static IReadOnlyList<OutgoingActivity> Messages(ReplyAddress to, StoredActivity reply, WireAttachment? offered = null, UsageEntity? sensitivity = null) =>
        [.. Texts(to.ChannelId, reply).Select((_, part) => Message(to, reply, part, offered: offered, sensitivity: sensitivity))];

    /// <summary>A message of an answer. What goes with the answer as a whole (a card, suggestions, the thumbs) goes with its last.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="streamId">The live stream that this message ends; null when there is none.</param>
    /// <param name="offered">What the answer offers besides; null for nothing.</param>
    /// <param name="sensitivity">The operator's label; null for none.</param>
    public static OutgoingActivity Message(ReplyAddress to, StoredActivity reply, int part, string? streamId = null, FeedbackButtons buttons = FeedbackButtons.Off, WireAttachment? offered = null, UsageEntity? sensitivity = null)
    {
        var answer = AnswerIn(reply);
        var texts = Texts(to.ChannelId, reply);
        var isLast = part == texts.Count - 1;
        var origin = Origin(answer, texts.Count == 1 ? null : texts[part]) with { UsageInfo = sensitivity };
        var isOnCard = offered is not null && (answer.Asks is not null || IsWelcome(to.ChannelId, reply));
        return MessageSizes.Fitted(Basic(to, "message") with
        {
            Id = part == 0 ? reply.Id : string.Create(CultureInfo.InvariantCulture, $"{reply.Id}-{part + 1}"),
            Timestamp = reply.At,
            Text = texts[part] is { Length: > 0 } text ? text : null,
            TextFormat = texts[part].Length == 0 ? null : PlainText.IsAllThatIsShown(to.ChannelId) ? "plain" : "markdown",
            Summary = isLast ? AskedByCard(to.ChannelId, answer)?.Title ?? (IsWelcome(to.ChannelId, reply) ? answer.Text : null) : null,
            InputHint = isLast ? "acceptingInput" : "ignoringInput",
            Locale = LocaleOf(answer.Language, to.Locale),
            // A notice was written by people.
            Entities = reply.IsNotice ? null : streamId is null ? [origin] : [origin, new StreamInfoEntity("final", null, streamId)],
            // A card has them as its buttons.
            SuggestedActions = !isLast || answer.SuggestedReplies.Count == 0 || isOnCard
                ? null
                : new([to.User.Id], [.. answer.SuggestedReplies.Select(text => new WireAction("imBack", text, text))]),
            ChannelData = isLast && to.ChannelId == ChannelIds.Teams && buttons != FeedbackButtons.Off && answer is { Failure: null, Asks: null } && !reply.IsNotice && !MessageIntake.IsGreeting(reply.ReplyToId)
                ? new(new(buttons == FeedbackButtons.Custom ? "custom" : "default"))
                : null,
            Attachments = isLast && Attached(answer, offered) is { Length: > 0 } attached ? attached : null,
        });
    }

    /// <summary>The reader's own where the answer is in its language; Chinese is written as on the mainland.</summary>
    private static string LocaleOf(string language, string? readers) =>
        language == "zh" ? "zh-CN" : readers is not null && readers.StartsWith(language, StringComparison.OrdinalIgnoreCase) ? readers : language;

    private static WireAttachment[] Attached(Answer answer, WireAttachment? offered)
    {
        var card = answer.Card is { } json ? new WireAttachment(CardParts.ContentType, null, null) { Content = Parse(json) } : null;
        return [.. new[] { card, offered }.OfType<WireAttachment>()];
    }

    private static Answer AnswerIn(StoredActivity reply) => reply.Answer ?? throw new ArgumentException("Not an answer.", nameof(reply));

    /// <param name="part">The text of one of several messages, which names its own sources only; null for all.</param>
    private static MessageEntity Origin(Answer answer, string? part) => new(
        [.. answer.Citations.Take(MostCitations).Where(citation => part is null || part.Contains(string.Create(CultureInfo.InvariantCulture, $"[{citation.N}]"), StringComparison.Ordinal)).Select(Claim)]);

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
        if (AskedByCard(channelId, answer) is { } asked)
            return asked.Lead ?? "";
        if (answer.Citations.Count == 0 || channelId is ChannelIds.Teams or ChannelIds.Emulator)
            return answer.Text;
        var text = new StringBuilder(answer.Text.TrimEnd()).Append('\n');
        foreach (var citation in answer.Citations.Take(MostCitations))
            text.Append('\n').Append(channelId is ChannelIds.WebChat or ChannelIds.DirectLine ? Definition(citation) : Line(citation));
        return text.ToString().TrimEnd();
    }

    private static string Definition(Citation citation) => string.Create(CultureInfo.InvariantCulture, $"[{citation.N}]: cite:{citation.N} \"{Plain(citation.Source)}\"");

    private static string Line(Citation citation) => string.Create(CultureInfo.InvariantCulture, $"\\[{citation.N}\\] {Plain(citation.Source)}: {Plain(citation.Quote)}  ");

    private static ClaimEntity Claim(Citation citation)
    {
        var quote = (citation.Quote.Length == 0 ? citation.Source : citation.Quote).Shortened(LongestAbstract);
        return new(citation.N, new(citation.Source.Shortened(LongestName), quote, quote)
        {
            Image = SourceIcon.Of(citation) is { } icon ? new(icon) : null,
            Keywords = CitationKeywords.Of(citation, MostKeywords, LongestKeyword) is { Count: > 0 } keywords ? keywords : null,
        });
    }

    private static string Plain(string source) => string.Concat(source.Select(c => char.IsControl(c) || c is '"' or '\\' or '[' or ']' or '<' or '>' or '`' ? ' ' : c)).Shortened(LongestAbstract);

    private static JsonElement Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.Clone();
    }
}
