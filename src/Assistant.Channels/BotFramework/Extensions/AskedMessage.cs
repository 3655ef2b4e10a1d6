using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Channels.Activities.Cards;
using Assistant.Channels.Http;
using Assistant.Text;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Extensions;

/// <summary>A message of somebody's that a person asks about, as messagePayload has it. Others' words: evidence, never the person's own.</summary>
/// <param name="Content">HTML or plain text, not empty.</param>
/// <param name="Author">Null when it is not told.</param>
internal sealed partial record AskedMessage(string? Id, string? Author, DateTimeOffset? At, string Content, bool IsHtml)
{
    /// <summary>Null when it has no text.</summary>
    /// <exception cref="Refusal">A field is of the wrong kind, or endless.</exception>
    public static AskedMessage? Read(JsonElement value, int longest)
    {
        if (Object(value, "messagePayload") is not { } payload || Object(payload, "body") is not { } body)
            return null;
        var isHtml = !string.Equals(String(body, "contentType"), "text", StringComparison.OrdinalIgnoreCase);
        var message = new AskedMessage(String(payload, "id"), AuthorOf(payload), TimeOf(payload), String(body, "content", longest) ?? "", isHtml);
        return message.Excerpt(longest).Length == 0 ? null : message;
    }

    /// <summary>The beginning of its text on one line, to show.</summary>
    public string Excerpt(int longest)
    {
        var text = IsHtml ? WebUtility.HtmlDecode(Tag().Replace(Content, " ")) : Content;
        return Space().Replace(text, " ").Trim().Shortened(longest);
    }

    private static string? AuthorOf(JsonElement payload)
    {
        if (Object(payload, "from") is not { } from || (Object(from, "user") ?? Object(from, "application")) is not { } author)
            return null;
        var name = Space().Replace(string.Concat((String(author, "displayName") ?? "").Where(c => !char.IsControl(c))), " ").Trim();
        return name.Length == 0 ? null : name.Shortened(60);
    }

    private static DateTimeOffset? TimeOf(JsonElement payload) =>
        DateTimeOffset.TryParse(String(payload, "createdDateTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
