using System.Text.RegularExpressions;

namespace Assistant.Channels.BotFramework.Outbound.Markdown;

/// <summary>What stands within a line, for Teams: pictures as links, tags as they are written; code is left alone.</summary>
internal static partial class InlineMarks
{
    public static string Of(string line) => line.AsSpan().IndexOfAny('<', '!') < 0 ? line : Code().Replace(line, match => match.Groups["code"].Success ? match.Value : Prose(match.Value));

    private static string Prose(string text)
    {
        text = Picture().Replace(text, match => Link(match.Groups["alt"].Value.Trim(), match.Groups["url"].Value));
        text = Break().Replace(text, " ");
        text = Address().Replace(text, "${address}");
        return Tag().Replace(text, "&lt;");
    }

    private static string Link(string alt, string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? $"[{(alt.Length == 0 ? url : alt)}]({url})" : alt;

    [GeneratedRegex(@"(?<code>(?<mark>`+)(?!`).+?(?<!`)\k<mark>(?!`))|[^`]+|`+")]
    private static partial Regex Code();

    [GeneratedRegex(@"!\[(?<alt>[^\]]*)\]\(\s*<?(?<url>[^)\s>]*)>?[^)]*\)")]
    private static partial Regex Picture();

    [GeneratedRegex(@"\s*<br\s*/?>\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"<(?<address>(?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:(?<!\\)\\)?<(?=[A-Za-z/!?])")]
    private static partial Regex Tag();
}
