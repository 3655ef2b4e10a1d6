using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Channels.Http;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>
/// Pictures that a message holds nowhere but in the HTML twin of its text or on a card, as Teams sends what people pick from its GIFs:
/// <c>{"contentType":"text/html","content":"&lt;img src=… itemtype=\"http://schema.skype.com/Giphy\"&gt;"}</c>. Each is read like any other file by address: where its host is not allowed, the answer says so.
/// </summary>
internal static partial class CardPictures
{
    private const int LongestHtml = 256 * 1024;
    private const int LongestAddress = 8_192;
    private const int Most = 20;
    private static readonly string[] s_lists = ["images", "media"];

    /// <param name="hasText">Then only GIFs that were picked count: other pictures of HTML and cards illustrate the text.</param>
    public static IEnumerable<IncomingFile> Of(IEnumerable<JsonElement> attachments, bool hasText) => attachments
        .SelectMany(attachment => Is(attachment, "text/html") ? InHtml(attachment, hasText) : !hasText && Is(attachment, "application/vnd.microsoft.card.") ? OnCard(attachment) : [])
        .OfType<IncomingFile>().DistinctBy(file => file.Url).Take(Most);

    private static bool Is(JsonElement attachment, string type) => TextIn(attachment, "contentType")?.StartsWith(type, StringComparison.OrdinalIgnoreCase) == true;

    private static IEnumerable<IncomingFile?> InHtml(JsonElement attachment, bool hasText) =>
        TextIn(attachment, "content") is { Length: <= LongestHtml } html
            ? Images().Matches(html)
                .Where(image => !image.Value.Contains("schema.skype.com/Emoji", StringComparison.OrdinalIgnoreCase) && (!hasText || image.Value.Contains("schema.skype.com/Giphy", StringComparison.OrdinalIgnoreCase)))
                .Select(image => Source().Match(image.Value) is { Success: true } source ? File(WebUtility.HtmlDecode(source.Groups[1].Value)) : null)
            : [];

    /// <summary>Hero and thumbnail cards have images, animation cards media.</summary>
    private static IEnumerable<IncomingFile?> OnCard(JsonElement attachment) =>
        attachment.TryGetProperty("content", out var card) && card.ValueKind == JsonValueKind.Object
            ? s_lists.SelectMany(name => card.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : Array.Empty<JsonElement>())
                .Where(each => each.ValueKind == JsonValueKind.Object).Select(each => File(TextIn(each, "url")))
            : [];

    /// <summary>What it is shows when it is read.</summary>
    private static IncomingFile? File(string? address) =>
        address is { Length: <= LongestAddress } && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? new(FileNames.Clean(url.LocalPath), "image/gif", null, url) : null;

    [GeneratedRegex("<img\\b[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Images();

    [GeneratedRegex("\\bsrc=[\"']([^\"'<>]{1,8192})[\"']", RegexOptions.IgnoreCase)]
    private static partial Regex Source();
}
