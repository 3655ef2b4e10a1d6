using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Agent.Grounding;

/// <summary>Finds the marks by which models cite: [2], [2][5], [2, 5], [^2], 【2】, 【2†source】. Code blocks are left alone.</summary>
internal static partial class CitationMarks
{
    public static IReadOnlyList<CitationMark> Find(string text)
    {
        if (!text.Contains('[', StringComparison.Ordinal) && !text.Contains('【', StringComparison.Ordinal))
            return [];
        var code = CodeSpans.Find(text);
        return [.. Mark().Matches(text).Where(match => !CodeSpans.Covers(code, match.Index)).Select(match => new CitationMark(match.Index, match.Length,
            [.. Digits().Matches(match.Groups["n"].Value).Select(number => int.Parse(number.ValueSpan, CultureInfo.InvariantCulture))]))];
    }

    /// <summary>Not a link's text: that has its address right after.</summary>
    [GeneratedRegex(@"\s?(?:\[\^?(?<n>\d{1,4}(?:\s*[,，、;]\s*\d{1,4})*)\](?!\()|【(?<n>\d{1,4}(?:\s*[,，、]\s*\d{1,4})*)(?:†[^】]{0,80})?】)")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\d{1,4}")]
    private static partial Regex Digits();
}

/// <param name="At">Where it begins, a space before it included.</param>
internal sealed record CitationMark(int At, int Length, IReadOnlyList<int> Numbers)
{
    public int End => At + Length;
}
