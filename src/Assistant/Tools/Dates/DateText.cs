using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Tools.Dates;

/// <summary>Reads and writes dates as people do, in English and Chinese, relative ones ("next Friday", "后天", "in 3 weeks") against a given now. Stateless.</summary>
public static partial class DateText
{
    private const int LongestText = 100;

    /// <summary>Null when the text is not one date (and nothing else).</summary>
    public static DateReading? Read(string text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
            return null;
        var plain = text.Trim().TrimEnd('.', '。', ',').ToLowerInvariant();
        return Relative(plain, DateOnly.FromDateTime(now.DateTime)) ?? Absolute(WithoutWeekday().Replace(plain, " ").Trim(), now.Year);
    }

    /// <summary>"Friday, 14 March 2025" or "2025年3月14日 星期五".</summary>
    public static string Write(DateOnly date, string language) => language == "zh"
        ? $"{date.Year}年{date.Month}月{date.Day}日 {DateWords.ChineseWeekday(date.DayOfWeek)}"
        : date.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    private static DateReading? Absolute(string text, int thisYear)
    {
        if (YearFirst().Match(text) is { Success: true } iso)
            return Make(Number(iso, "y"), Number(iso, "m"), Number(iso, "d"));
        if (ChineseDay().Match(text) is { Success: true } chinese)
            return Make(chinese.Groups["y"].Success ? Number(chinese, "y") : thisYear, Number(chinese, "m"), Number(chinese, "d"));
        if (DayMonthName().Match(text) is { Success: true } british && DateWords.Month(british.Groups["m"].Value) is > 0 and var month)
            return Make(Year(british, thisYear), month, Number(british, "d"));
        if (MonthNameDay().Match(text) is { Success: true } american && DateWords.Month(american.Groups["m"].Value) is > 0 and var named)
            return Make(Year(american, thisYear), named, Number(american, "d"));
        if (Numeric().Match(text) is not { Success: true } numeric)
            return null;
        var (first, second, year) = (Number(numeric, "a"), Number(numeric, "b"), Year(numeric, thisYear));
        // 3/14 can only be the American order; 14.3. and 14/3 only the other; with both below 13 the dotted form is day first, the slashed one a guess.
        if (second > 12)
            return Make(year, first, second);
        var reading = Make(year, second, first);
        return reading is null ? null : reading with { Ambiguous = first <= 12 && first != second && !numeric.Value.Contains('.', StringComparison.Ordinal) };
    }

    private static DateReading? Relative(string text, DateOnly today)
    {
        if (DateWords.Offset(text) is { } days)
            return new(today.AddDays(days));
        if (FeastDays.Next(text, today) is { } feast)
            return new(feast);
        if (Later().Match(text) is { Success: true } moved && DateWords.Unit(moved.Groups["u"].Value) is { } unit)
        {
            var amount = DateWords.Amount(moved.Groups["n"].Value);
            var back = moved.Groups["ago"].Success || text.Contains('前', StringComparison.Ordinal);
            return amount is { } n && DateCalculator.Add(today, back ? -n : n, unit) is { } date ? new(date) : null;
        }
        if (NamedWeekday().Match(text) is not { Success: true } named || DateWords.Weekday(named.Groups["w"].Value) is not { } weekday)
            return null;
        var ahead = ((int)weekday - (int)today.DayOfWeek + 7) % 7;
        // ISO weeks begin on Monday: "下周三" and "next Wednesday" are of the week after this one.
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var inWeek = ((int)weekday + 6) % 7;
        return named.Groups["which"].Value.Trim() switch
        {
            "next" or "下" or "下个" => new(monday.AddDays(7 + inWeek)),
            "last" or "上" or "上个" => new(monday.AddDays(inWeek - 7)),
            "this" or "本" or "这" or "这个" => new(monday.AddDays(inWeek)),
            _ => new(today.AddDays(ahead)),
        };
    }

    private static DateReading? Make(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(new DateOnly(year, month, day)) : null;

    private static int Year(Match match, int otherwise) => !match.Groups["y"].Success ? otherwise : Number(match, "y") is var year && match.Groups["y"].Length > 2 ? year : 2000 + year;

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})([t ].*)?$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^((?<y>\d{4})\s*年)?\s*(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]?$")]
    private static partial Regex ChineseDay();

    [GeneratedRegex(@"^(the )?(?<d>\d{1,2})(st|nd|rd|th)?\s*(of )?[-. ]{0,2}(?<m>[a-z]{3,9})\.?,?[- ]*(?<y>\d{4}|\d{2})?$")]
    private static partial Regex DayMonthName();

    [GeneratedRegex(@"^(?<m>[a-z]{3,9})\.?\s*(?<d>\d{1,2})(st|nd|rd|th)?(,?\s*(?<y>\d{4}))?$")]
    private static partial Regex MonthNameDay();

    [GeneratedRegex(@"^(?<a>\d{1,2})[./-]\s?(?<b>\d{1,2})([./-]\s?(?<y>\d{4}|\d{2})?)?$")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^(in |after )?(?<n>\d{1,5}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|[一二两三四五六七八九十]{1,3})\s*个?\s*(?<u>work(ing)? ?days?|business days?|days?|weeks?|months?|years?|工作日|天|日|周|星期|月|年)\s*((?<ago>ago|earlier|before)|later|from (now|today)|之?后|以后|之?前|以前)?$")]
    private static partial Regex Later();

    [GeneratedRegex(@"^(on )?(?<which>next |last |this |下个?|上个?|本|这个?)?\s*(?<w>[a-z]{3,9}|(周|星期|礼拜)[一二三四五六日天])$")]
    private static partial Regex NamedWeekday();

    [GeneratedRegex(@"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? +(?=\d|[a-z])|[(（]?(周|星期|礼拜)[一二三四五六日天][)）]?$")]
    private static partial Regex WithoutWeekday();
}

/// <param name="Ambiguous">Day and month could also stand the other way round ("03/04/2025" was read as 3 April): say the date back.</param>
public sealed record DateReading(DateOnly Date, bool Ambiguous = false);
