using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>
/// The message that somebody quotes in theirs. Teams tells it as an entity <c>{"type":"quotedReply","quotedReply":{"messageId","senderId","preview"}}</c> with a placeholder in the text,
/// as an attachment <c>messageReference</c> whose content is JSON within a string, or as a block quote in the HTML twin of the text. Of a long message it has the beginning only.
/// </summary>
/// <param name="Id">The channel's id of it.</param>
/// <param name="SenderId">Who wrote it; null when that is not told.</param>
/// <param name="Text">Others' words, mostly: a file, and never the person's own.</param>
internal sealed partial record QuotedMessage(string Id, string? SenderId, string Text)
{
    public const string Name = "quoted message.txt";
    private const int Most = 1_000;

    public IncomingFile AsFile() => new(Name, "text/plain", Encoding.UTF8.GetBytes(Text), null);

    /// <summary>The first; null for none, or one without words.</summary>
    public static QuotedMessage? In(JsonElement activity)
    {
        var attachments = Objects(activity, "attachments", Most);
        return Objects(activity, "entities", Most).Select(OfEntity).Concat(attachments.Select(OfReference)).Concat(attachments.Select(OfTwin)).FirstOrDefault(quoted => quoted is not null);
    }

    /// <summary>The text without the places where quoted messages stand.</summary>
    public static string Without(string text) => Placeholder().Replace(text, " ");

    private static QuotedMessage? OfEntity(JsonElement entity) =>
        string.Equals(TextIn(entity, "type"), "quotedReply", StringComparison.OrdinalIgnoreCase) && entity.TryGetProperty("quotedReply", out var reply) && reply.ValueKind == JsonValueKind.Object
            ? Of(TextIn(reply, "messageId"), TextIn(reply, "senderId"), TextIn(reply, "preview"))
            : null;

    private static QuotedMessage? OfReference(JsonElement attachment)
    {
        if (!string.Equals(TextIn(attachment, "contentType"), "messageReference", StringComparison.OrdinalIgnoreCase) || TextIn(attachment, "content") is not { } content)
            return null;
        try
        {
            using var parsed = JsonDocument.Parse(content);
            return parsed.RootElement.ValueKind == JsonValueKind.Object ? Of(TextIn(parsed.RootElement, "messageId"), null, TextIn(parsed.RootElement, "messagePreview")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static QuotedMessage? OfTwin(JsonElement attachment) =>
        TextIn(attachment, "contentType")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true && TextIn(attachment, "content") is { } html && Block().Match(html) is { Success: true } block
            ? Of(block.Groups["id"].Value, null, WebUtility.HtmlDecode(Tag().Replace(block.Groups["text"].Value, " ")))
            : null;

    private static QuotedMessage? Of(string? id, string? sender, string? text) => id is { Length: > 0 } && !string.IsNullOrWhiteSpace(text) ? new(id, sender, text.Trim()) : null;

    [GeneratedRegex("""<quoted\s+messageId="[^"<>]{0,200}"\s*(?:/>|>\s*</quoted>)""", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();

    [GeneratedRegex("""<blockquote\b[^>]{0,500}\bitemid="(?<id>[^"<>]{1,200})"[^>]{0,500}>.{0,2000}?<p\b[^>]{0,200}\bitemprop="(?:copy|preview)"[^>]{0,200}>(?<text>.{1,4000}?)</p>""", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();
}
