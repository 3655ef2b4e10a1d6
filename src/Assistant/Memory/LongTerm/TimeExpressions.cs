using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Memory.Facts.Time;
using Assistant.Tools.Dates;

namespace Assistant.Memory.LongTerm;

/// <summary>Finds the stretch of time that a question names ("last Tuesday", "in May", "7 May 2023", "2 weeks ago", 上周五, 去年), against a given now; in that now's offset. Stateless.</summary>
internal static partial class TimeExpressions
{
    private static readonly string[] s_months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    /// <summary>Null when none is named.</summary>
    public static TimeSpanOfText? Find(string text, DateTimeOffset now)
    {
        var plain = text.ToLowerInvariant();
        var today = DateOnly.FromDateTime(now.DateTime);
        if (Range(plain, today) is not { } range)
            return null;
        return new(Milliseconds(range.From, now.Offset), Milliseconds(range.Until, now.Offset));
    }

    private static (DateOnly From, DateOnly Until)? Range(string text, DateOnly today)
    {
        if (Told(text, today) is { } told)
            return told;
        foreach (Match match in Days().Matches(text))
        {
            if (DateText.Read(match.Value, new(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)) is { } read && DaySpan.IsYear(read.Date.Year))
                return Days(Past(read.Date, match.Value, today), 1);
        }
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var month = new DateOnly(today.Year, today.Month, 1);
        if (Periods().Match(text) is { Success: true } period)
        {
            return period.Value switch
            {
                "last week" or "上周" or "上星期" or "上个星期" => Days(monday.AddDays(-7), 7),
                "this week" or "本周" or "这周" or "这个星期" => Days(monday, 7),
                "last month" or "上个月" or "上月" => (month.AddMonths(-1), month),
                "this month" or "本月" or "这个月" => (month, month.AddMonths(1)),
                "last year" or "去年" => Year(today.Year - 1),
                "this year" or "今年" => Year(today.Year),
                _ => Year(today.Year - 2),
            };
        }
        return Month(text, today) ?? (YearAlone().Match(text) is { Success: true } year ? Year(Number(year, "y")) : null);
    }

    /// <summary>Distances and spans that only the words know in which facts tell their times.</summary>
    private static (DateOnly, DateOnly)? Told(string text, DateOnly today)
    {
        if (Distances().Match(text) is not { Success: true } told)
            return null;
        var when = TimeWords.Find(told.Value, new(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), ahead: false).When;
        var (from, until) = (when.At ?? when.Since, when.AtEnd ?? when.Until);
        return from is { } first && until is { } end && end > first ? (DateOnly.FromDateTime(first.Date), DateOnly.FromDateTime(end.Date)) : null;
    }

    private static (DateOnly, DateOnly)? Month(string text, DateOnly today)
    {
        int month;
        if (EnglishMonth().Match(text) is { Success: true } match)
            month = Array.FindIndex(s_months, name => name.StartsWith(match.Groups["m"].ValueSpan[..3], StringComparison.Ordinal)) + 1;
        else if (ChineseMonth().Match(text) is { Success: true } chinese && Number(chinese, "m") is >= 1 and <= 12 and var number)
            (match, month) = (chinese, number);
        else
            return null;
        var year = match.Groups["y"].Success ? Number(match, "y") : month > today.Month ? today.Year - 1 : today.Year;
        if (!DaySpan.IsYear(year))
            return null;
        var first = new DateOnly(year, month, 1);
        return (first, first.AddMonths(1));
    }

    /// <summary>Memory lies in the past: a day without a year, or a weekday without "next", is the last one that was.</summary>
    private static DateOnly Past(DateOnly date, string words, DateOnly today)
    {
        if (date <= today || words.StartsWith("next", StringComparison.Ordinal) || FourDigits().IsMatch(words))
            return date;
        return date.DayNumber - today.DayNumber <= 7 ? date.AddDays(-7) : date.AddYears(-1);
    }

    private static (DateOnly, DateOnly) Days(DateOnly from, int days) => (from, from.AddDays(days));

    private static (DateOnly, DateOnly) Year(int year) => (new(year, 1, 1), new(year + 1, 1, 1));

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static long Milliseconds(DateOnly date, TimeSpan offset) => new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), offset).ToUnixTimeMilliseconds();

    [GeneratedRegex(@"\b\d{4}-\d{1,2}-\d{1,2}\b|\b(the )?\d{1,2}(st|nd|rd|th)? (of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?( \d{4})?\b|\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.? \d{1,2}(st|nd|rd|th)?\b(,? \d{4})?|(\d{4}年)?\d{1,2}月\d{1,2}[日号]|\byesterday\b|\bthe day before yesterday\b|\btoday\b|\b(\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten) (days?|weeks?|months?|years?) ago\b|\b((last|this|next) )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|昨天|前天|今天|(上个?|本|这个?)?(周|星期|礼拜)[一二三四五六日天]")]
    private static partial Regex Days();

    [GeneratedRegex(@"\b(last|this) (week|month|year)\b|上个?(星期|周|月)|[这本](个?星期|周|个月|月)|前年|去年|今年")]
    private static partial Regex Periods();

    [GeneratedRegex(@"\b(in|during|of|since|last|this|early|late|mid|around|by) (?<m>january|february|march|april|may|june|july|august|september|october|november|december)\b(,? (?<y>\d{4}))?|\b(?<m>january|february|march|april|may|june|july|august|september|october|november|december),? (?<y>\d{4})\b")]
    private static partial Regex EnglishMonth();

    [GeneratedRegex(@"(?<y>(19|20)\d\d)年(?<m>\d{1,2})月|(?<![年\d])(?<m>\d{1,2})月")]
    private static partial Regex ChineseMonth();

    [GeneratedRegex(@"\b(in|during|since|of) (?<y>(19|20)\d\d)\b|(?<y>(19|20)\d\d)年")]
    private static partial Regex YearAlone();

    [GeneratedRegex(@"\b(a few|a couple of) (days|weeks|months|years) ago\b|\b(last|this) weekend\b|\b(between|from) .{3,20} (and|to|until) .{3,20}$|大前天|[一二两三四五六七八九十\d]{1,3}(天|个?星期|周|个月|年)(以)?前|(上上?个?|这个?)(星期|周|礼拜)末")]
    private static partial Regex Distances();

    [GeneratedRegex(@"\d{4}")]
    private static partial Regex FourDigits();
}
