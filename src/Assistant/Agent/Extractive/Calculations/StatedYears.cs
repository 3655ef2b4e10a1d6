using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Two dates of one question of which only one tells the year: "from 3 March to 17 April 2026", "from 20 December 2025 to 3 January".</summary>
internal static partial class StatedYears
{
    /// <summary>Null when one of them is no date.</summary>
    public static (DateOnly From, DateOnly To)? Read(string from, string to, DateTimeOffset now)
    {
        var (first, second) = (Year().Match(from), Year().Match(to));
        if (second.Success && !first.Success && InYear(from, second.Value, now) is { } start && DateText.Read(to, now) is { } end)
            return (start <= end.Date ? start : start.AddYears(-1), end.Date);
        if (first.Success && !second.Success && DateText.Read(from, now) is { } known && InYear(to, first.Value, now) is { } next)
            return (known.Date, next >= known.Date ? next : next.AddYears(1));
        return DateText.Read(from, now) is { } a && DateText.Read(to, now) is { } b ? (a.Date, b.Date) : null;
    }

    /// <summary>With the year, where the date can take one ("today" cannot).</summary>
    private static DateOnly? InYear(string date, string year, DateTimeOffset now) =>
        (DateText.Read(Normal.IsChinese(date) ? $"{year}年{date}" : $"{date} {year}", now) ?? DateText.Read(date, now))?.Date;

    [GeneratedRegex(@"(?<!\d)\d{4}(?!\d)")]
    private static partial Regex Year();
}
