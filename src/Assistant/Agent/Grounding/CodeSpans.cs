using System.Text.RegularExpressions;

namespace Assistant.Agent.Grounding;

/// <summary>The code in a Markdown text: fenced blocks (an unclosed one runs to the end) and inline spans.</summary>
internal static partial class CodeSpans
{
    public static IReadOnlyList<(int Start, int End)> Find(string text) =>
        text.Contains('`', StringComparison.Ordinal) ? [.. Code().Matches(text).Select(match => (match.Index, match.Index + match.Length))] : [];

    public static bool Covers(IReadOnlyList<(int Start, int End)> spans, int at)
    {
        foreach (var (start, end) in spans)
        {
            if (at >= start && at < end)
                return true;
        }
        return false;
    }

    [GeneratedRegex(@"(?ms:^\s{0,3}```.*?(?:^\s{0,3}```|\z))|`[^`\n]+`")]
    private static partial Regex Code();
}
