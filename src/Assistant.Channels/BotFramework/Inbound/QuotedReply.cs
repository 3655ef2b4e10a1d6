using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Conversations;
using static Assistant.Channels.BotFramework.Inbound.ActivityFields;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>
/// The message that somebody quotes above a reply of theirs. Teams sends it in the HTML twin of the text:
/// <c>&lt;blockquote itemtype="http://schema.skype.com/Reply"&gt;&lt;strong itemprop="mri" itemid="8:orgid:…"&gt;Ben&lt;/strong&gt;&lt;p itemprop="preview"&gt;…&lt;/p&gt;&lt;/blockquote&gt;</c>,
/// or as an entity <c>{"type":"quotedReply","quotedReply":{"messageId","senderId","preview"}}</c> with a placeholder in the text.
/// Another's words: a file, and never the person's own.
/// </summary>
/// <param name="Html">The quoted words and who said them.</param>
/// <param name="AuthorId">The channel's id; null when it is not told.</param>
/// <param name="Author">Empty when it is not told.</param>
/// <param name="Preview">The quoted words, as far as Teams tells them.</param>
internal sealed partial record QuotedReply(string Html, string? AuthorId, string Author, string Preview)
{
    public const string Name = "quoted message.html";

    private const int Most = 1_000;
    private const int WellApart = 2;
    private const int LongestHtml = 256 * 1024;
    private const int LongestPreview = 4_000;

    /// <summary>Null when nothing is quoted.</summary>
    public static QuotedReply? Of(JsonElement json)
    {
        var twins = Objects(json, "attachments", Most).Where(each => TextIn(each, "contentType")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true);
        return twins.Select(twin => TextIn(twin, "content", LongestHtml)).OfType<string>().Select(In).Concat(Objects(json, "entities", Most).Select(OfEntity)).FirstOrDefault(quoted => quoted is not null);
    }

    /// <summary>As a file beside the message's own; null for our own words, which are remembered, and where a "yes" to them is an answer.</summary>
    public IncomingFile? FileFor(Participant us) =>
        AuthorId is { } id ? id == us.Id ? null : File : Author.Length > 0 && Author == us.Name ? null : File;

    /// <summary>What the person wrote: some clients repeat the quoted words at the text's beginning.</summary>
    public string Without(string text)
    {
        var own = WithoutPlaceholder(Block().Replace(text, "", 1));
        var said = Spaced(own);
        foreach (var (quoted, apart) in ((string, int)[])[($"{Author} {Preview}", Author.Length > 0 ? 1 : WellApart), (Preview, WellApart)])
            if (Spaced(quoted) is { Length: > 0 } words && said.StartsWith(words, StringComparison.Ordinal) && Behind(own, words.Count(c => c != ' '), apart) is { } rest)
                return rest;
        return own;
    }

    /// <summary>Without the mark that stands where a message is quoted of which nothing is told.</summary>
    public static string WithoutPlaceholder(string text) => Placeholder().IsMatch(text) ? Placeholder().Replace(text, " ").Trim() : text;

    private IncomingFile File => new(Name, "text/html", Encoding.UTF8.GetBytes(Html), null);

    private static QuotedReply? In(string html)
    {
        if (Block().Match(html) is not { Success: true } block)
            return null;
        var author = Writer().Match(block.Value);
        var preview = Words(Preamble().Replace(block.Value, " "));
        if (preview.Length is 0 or > LongestPreview)
            return null;
        var name = author.Success ? Words(author.Groups["name"].Value) : "";
        var id = author.Success && Identity().Match(author.Value) is { Success: true } told ? WebUtility.HtmlDecode(told.Groups[1].Value) : null;
        var said = WebUtility.HtmlEncode(preview);
        return new(name.Length > 0 ? $"<p>{WebUtility.HtmlEncode(name)}:</p><blockquote>{said}</blockquote>" : $"<blockquote>{said}</blockquote>", id, name, preview);
    }

    private static QuotedReply? OfEntity(JsonElement entity) =>
        string.Equals(TextIn(entity, "type"), "quotedReply", StringComparison.OrdinalIgnoreCase) && entity.TryGetProperty("quotedReply", out var reply) && reply.ValueKind == JsonValueKind.Object
            && TextIn(reply, "preview") is { } preview && Spaced(preview) is { Length: > 0 and <= LongestPreview } said
            ? new($"<blockquote>{WebUtility.HtmlEncode(said)}</blockquote>", TextIn(reply, "senderId"), "", said)
            : null;

    private static string Words(string html) => Spaced(WebUtility.HtmlDecode(Tag().Replace(html, " ")));

    private static string Spaced(string text) => Space().Replace(text, " ").Trim();

    /// <summary>What follows so many characters that are no space, on a line of its own or behind so many spaces; null where it does not: "Yes please" does not repeat a "Yes", and a "Yes" alone is the person's own.</summary>
    private static string? Behind(string text, int characters, int apart)
    {
        var at = 0;
        while (characters > 0)
            if (!char.IsWhiteSpace(text[at++]))
                characters--;
        var own = text[at..].TrimStart(' ', '\r', '\n', '\t', '\u00a0', '…');
        var between = text[at..^own.Length];
        return own.Length == 0 ? apart < WellApart ? own : null : between.Contains('\n', StringComparison.Ordinal) || between.Length >= apart ? own : null;
    }

    [GeneratedRegex(@"<blockquote\b[^<>]*schema\.skype\.com/Reply[^<>]*>.*?</blockquote>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Block();

    [GeneratedRegex(@"<quoted\s[^<>]*/?>(?:\s*</quoted>)?", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"<strong\b[^<>]*itemprop=[""']mri[""'][^<>]*>(?<name>[^<>]*)</strong>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Writer();

    /// <summary>Who wrote it, and when.</summary>
    [GeneratedRegex(@"<strong\b[^<>]*itemprop=[""']mri[""'][^<>]*>[^<>]*</strong>|<span\b[^<>]*itemprop=[""']time[""'][^<>]*>[^<>]*</span>", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"\bitemid=[""']([^""'<>]{1,1024})[""']", RegexOptions.IgnoreCase)]
    private static partial Regex Identity();

    [GeneratedRegex("<[^<>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\s\u00a0]+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
