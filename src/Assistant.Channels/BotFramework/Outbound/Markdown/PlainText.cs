using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Channels.BotFramework.Outbound.Markdown;

/// <summary>An answer's Markdown as text without marks, for channels whose clients show it as it was written.</summary>
internal static partial class PlainText
{
    private const string SetAside = "\0";

    public static bool IsAllThatIsShown(string channelId) => channelId is "sms" or "twilio-sms" or "facebook" or "line" or "kik";

    public static string Of(string markdown)
    {
        var plain = new StringBuilder(markdown.Length);
        var inCode = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (Fence().IsMatch(line))
                inCode = !inCode;
            else if (inCode)
                plain.Append(line).Append('\n');
            else if (!TableRule().IsMatch(line))
                plain.Append(Line(line)).Append('\n');
        }
        return plain.ToString().TrimEnd();
    }

    private static string Line(string line)
    {
        var text = LineMark().Replace(line.TrimEnd(), "");
        if (TableRow().Match(text) is { Success: true } row)
            text = string.Join(" | ", row.Groups["cells"].Value.Split('|').Select(cell => cell.Trim()));
        // What is escaped is no mark: it is set aside under a character that the text does not hold.
        text = text.Replace(SetAside, "", StringComparison.Ordinal);
        var escaped = new List<string>();
        text = Escape().Replace(text, match =>
        {
            escaped.Add(match.Groups["c"].Value);
            return SetAside;
        });
        text = Link().Replace(text, "${text} (${url})");
        text = Code().Replace(text, "${text}");
        text = Strong().Replace(text, "${text}");
        text = Emphasis().Replace(text, "${text}");
        var next = 0;
        return Aside().Replace(text, _ => escaped[next++]);
    }

    [GeneratedRegex(@"^\s*(?:```|~~~)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+(?:\s*:?-{3,}:?\s*)?$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^\s*\|(?<cells>.*\|.*?)\|\s*$|^\s*\|(?<cells>[^|]*)\|\s*$")]
    private static partial Regex TableRow();

    /// <summary>Of a heading or a quotation; a list keeps its own.</summary>
    [GeneratedRegex(@"^(?:#{1,6}\s+|(?:>\s?)+)")]
    private static partial Regex LineMark();

    [GeneratedRegex(@"\\(?<c>[\\`*_{}\[\]()#+\-.!<>|~&])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\((?<url>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`+(?<text>[^`]+)`+")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<m>\*\*|__|~~)(?=\S)(?<text>.+?)(?<=\S)\k<m>")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])(?<m>[*_])(?=[^\s*_])(?<text>[^*_]+?)(?<=\S)\k<m>(?![\w*])")]
    private static partial Regex Emphasis();

    [GeneratedRegex(SetAside)]
    private static partial Regex Aside();
}
