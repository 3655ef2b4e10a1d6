using System.Text;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Channels.Access;
using Assistant.Channels.Activities;
using Assistant.Channels.Activities.Cards;
using Assistant.Channels.DirectLine.Access;
using Assistant.Conversations;
using Assistant.Text;

namespace Assistant.Channels.DirectLine.Outbound;

/// <summary>Turns what the log keeps into Direct Line's activities (step 7).</summary>
internal sealed class ActivityWriter(DirectLineTokens tokens)
{
    private const int MostCitations = 20;
    private const int LongestName = 80;
    private const int LongestAbstract = 160;

    /// <param name="origin">The server's own address as this client sees it ("http://127.0.0.1:5080"): addresses of attachments begin with it.</param>
    /// <param name="streamId">Id of the live stream that this activity ends for this client; null when it saw none.</param>
    public WireActivity Write(ConversationKey conversation, StoredActivity activity, string origin, string? streamId = null) =>
        activity.Answer is { } answer ? Answer(conversation, activity, answer, streamId) : Own(conversation, activity, origin);

    private WireActivity Own(ConversationKey conversation, StoredActivity activity, string origin) => new()
    {
        // Where a notice was sent nobody said anything: clients show no events, and the watermarks stay without gaps.
        Type = activity.IsNotice ? "event" : "message",
        Name = activity.IsNotice ? "notice" : null,
        Id = activity.Id,
        Timestamp = activity.At,
        Conversation = new(conversation.Id),
        From = new(UnvouchedPerson.AsNamed(activity.From).Id, activity.From.Name, "user"),
        Text = activity.IsNotice ? null : activity.Text,
        TextFormat = activity.IsNotice ? null : "plain",
        Locale = activity.Locale,
        Attachments = activity.Attachments.Count == 0 ? null : Attachments(conversation, activity, origin),
        Value = Json(activity.Value),
        ChannelData = Json(activity.ChannelData),
    };

    private WireAttachment[] Attachments(ConversationKey conversation, StoredActivity activity, string origin)
    {
        var token = tokens.Write(TokenPurpose.Files, activity.From.Id, conversation.Id);
        return [.. activity.Attachments.Select(attachment => new WireAttachment(
            attachment.ContentType,
            $"{origin}/api/page/conversations/{Uri.EscapeDataString(conversation.Id)}/attachments/{Uri.EscapeDataString(attachment.Id)}?t={token}&name={Uri.EscapeDataString(attachment.Name)}",
            attachment.Name) { Size = attachment.Length, Assistant = new(attachment.Id) })];
    }

    private static WireActivity Answer(ConversationKey conversation, StoredActivity activity, Answer answer, string? streamId) => new()
    {
        Type = "message",
        Id = activity.Id,
        Timestamp = activity.At,
        Conversation = new(conversation.Id),
        From = WireAccount.Assistant,
        ReplyToId = activity.ReplyToId,
        Text = answer.Asks is { Kind: AskedKind.Form } form ? Above(form) : WithDefinitions(answer),
        TextFormat = "markdown",
        Locale = answer.Language,
        Entities = activity.IsNotice ? null : [new MessageEntity([.. answer.Citations.Take(MostCitations).Select(Claim)])],
        SuggestedActions = answer.SuggestedReplies.Count == 0 || answer.Asks is { Kind: AskedKind.Form } ? null : new([], [.. answer.SuggestedReplies.Select(reply => new WireAction("imBack", reply, reply))]),
        Attachments = Json(answer.Card) is { } card ? [new WireAttachment(CardParts.ContentType, null, null) { Content = card }]
            : answer.Asks is { Kind: AskedKind.Form } asked ? [CardParts.Attachment(AskedCard.Form(asked))]
            : null,
        ChannelData = JsonSerializer.SerializeToElement(
            new FinalData(AnswerData.Of(answer)) { StreamType = streamId is null ? null : "final", StreamId = streamId, Notice = activity.IsNotice ? true : null }, WireJson.Context.FinalData),
    };

    /// <summary>What stands above a form; its fields are asked for on it.</summary>
    private static string Above(AskedBack form) => string.Join("\n\n", ((string[])[form.Lead, form.Title, form.Note]).Where(each => each.Length > 0));

    /// <summary>Web Chat shows [1] as a citation when a link definition below the text names it.</summary>
    private static string WithDefinitions(Answer answer)
    {
        if (answer.Citations.Count == 0)
            return answer.Text;
        var text = new StringBuilder(answer.Text.TrimEnd()).Append('\n');
        foreach (var citation in answer.Citations.Take(MostCitations))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n[{citation.N}]: cite:{citation.N} \"{Plain(citation.Source)}\"");
        return text.ToString();
    }

    private static ClaimEntity Claim(Citation citation) =>
        new(citation.N, new(citation.Source.Shortened(LongestName), citation.Quote, citation.Quote.Shortened(LongestAbstract)));

    private static string Plain(string source) => string.Concat(source.Select(c => char.IsControl(c) || c is '"' or '\\' ? ' ' : c)).Shortened(LongestName);

    private static JsonElement? Json(string? text)
    {
        if (text is null)
            return null;
        using var parsed = JsonDocument.Parse(text);
        return parsed.RootElement.Clone();
    }
}
