using System.Text.RegularExpressions;

namespace Assistant.Agent.Grounding;

/// <summary>
/// Takes out of a model's text what could carry data away or lead astray: pictures, HTML tags, and every address that neither the person nor the evidence names word for word
/// (a planted instruction could have it made up from what was read). Named addresses stay as plain text. Code blocks keep their tags, since code is never rendered.
/// </summary>
internal sealed partial class OutsideLinks(Func<string, bool> isNamed, IEnumerable<string> allowedHosts, string language)
{
    private readonly HashSet<string> _allowed = new(allowedHosts, StringComparer.OrdinalIgnoreCase);

    private string Removed => language == "zh" ? "（链接已移除）" : "(link removed)";

    public string Clean(string text)
    {
        if (text.AsSpan().IndexOfAny("<[:!/") < 0 && !text.Contains("www.", StringComparison.OrdinalIgnoreCase))
            return text;
        var code = CodeSpans.Find(text);
        text = Replace(Image(), text, code, match => match.Groups["alt"].Value);
        text = Replace(Link(), text, CodeSpans.Find(text), match => Allows(match.Groups["url"].Value) ? $"{match.Groups["text"].Value} ({match.Groups["url"].Value})" : match.Groups["text"].Value);
        text = Replace(Definition(), text, CodeSpans.Find(text), _ => "");
        text = Replace(Tag(), text, CodeSpans.Find(text), match => match.Value.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? match.Value : "");
        // Addresses go from code too: a person may copy and run it.
        return Address().Replace(text, match => Allows(match.Value) ? match.Value : Removed);
    }

    private static string Replace(Regex pattern, string text, IReadOnlyList<(int Start, int End)> code, Func<Match, string> with) =>
        pattern.Replace(text, match => CodeSpans.Covers(code, match.Index) ? match.Value : with(match));

    private bool Allows(string address)
    {
        var plain = address.Trim().Trim('<', '>').TrimEnd('.', ',', ';', ':', '!', '?', ')', '"', '\'', '。', '，', '）');
        if (isNamed(plain))
            return true;
        return Uri.TryCreate(plain, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && _allowed.Contains(uri.Host);
    }

    [GeneratedRegex(@"!\[(?<alt>[^\]]{0,500})\](\([^)]{0,4000}\)|\[[^\]]{0,200}\])?")]
    private static partial Regex Image();

    [GeneratedRegex(@"\[(?<text>[^\]]{0,500})\]\(\s*<?(?<url>[^)\s>]{0,4000})>?[^)]{0,500}\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?m)^\s{0,3}\[[^\]\n]{1,200}\]:\s*\S.*$")]
    private static partial Regex Definition();

    [GeneratedRegex(@"</?[a-zA-Z][a-zA-Z0-9-]*(\s[^<>]{0,4000})?/?>|<!--.*?(-->|\z)|<(?=(img|script|iframe|svg|object|embed|link|style|meta|base|form|a)\b)[^>]*\z", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\b(?:(?:(?:https?|ftp|wss?|file|blob|msteams|slack)\s?:\s?/+|data\s?:\s?[a-z]+/|(?:javascript|vbscript|mailto)\s?:)[^\s<>""'）】。，]{1,4000}|www\.[^\s<>""'）】。，]{1,2000})|(?<=[\s(<]|^)//[a-z0-9-]+(\.[a-z0-9-]+)+[^\s<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
