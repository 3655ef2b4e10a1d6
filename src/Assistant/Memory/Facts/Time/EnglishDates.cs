using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Time;

/// <summary>English words for days, resolved against the day of saying. Quarters and seasons are not read.</summary>
internal static partial class EnglishDates
{
    private const string Months = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
    private const string Weekdays = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    private const string Numbers = @"\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|a few";

    /// <summary>Every form, without its preposition; a bare year is one only behind a preposition, see <see cref="TimeWords"/>.</summary>
    public const string Form =
        @"(?:the day before yesterday|the day after tomorrow|yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening)|last night" +
        @"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}" +
        @"|(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:" + Months + @")\b\.?(?:,? (?:\d{4}|last year|this year|next year))?" +
        @"|(?:" + Months + @") \d{1,2}(?:st|nd|rd|th)?\b(?:,? \d{4})?" +
        @"|(?:the )?(?:beginning|start|end|middle) of (?:the )?(?:(?:last|this|next) )?(?:year|month|week|" + Months + @")\b(?: \d{4})?" +
        @"|(?:early|mid|late)[- ](?:" + Months + @")\b(?: \d{4})?" +
        @"|(?:last|this|next|this past|this coming) (?:" + Weekdays + "|" + Months + @"|weekend|week|month|year)\b" +
        @"|(?:" + Months + @")\b(?: (?:of )?(?:\d{4}|last year|this year|next year))?" +
        @"|the \d{1,2}(?:st|nd|rd|th)\b(?! (?:floor|time|day|order|one|birthday))" +
        @"|in (?:" + Numbers + @") (?:day|week|month|year)s?(?: from now|' time)?|(?:" + Numbers + @") (?:day|week|month|year)s? from now" +
        @"|(?:" + Weekdays + @")\b(?: (?:last week|next week|morning|evening|afternoon))?" +
        @"|(?:" + Numbers + @") (?:day|week|month|year)s? ago)";

    public static DaySpan? Resolve(string words, DateOnly today, bool ahead)
    {
        var text = words.ToLowerInvariant().Replace(",", "", StringComparison.Ordinal).Replace(".", ".", StringComparison.Ordinal).Trim();
        if (text.StartsWith("the ", StringComparison.Ordinal) && text.Length > 4 && char.IsDigit(text[4]))
            text = text[4..];
        return text switch
        {
            "today" or "tonight" or "this morning" or "this afternoon" or "this evening" => DaySpan.Day(today),
            "yesterday" or "last night" => DaySpan.Day(today.AddDays(-1)),
            "tomorrow" => DaySpan.Day(today.AddDays(1)),
            "the day before yesterday" => DaySpan.Day(today.AddDays(-2)),
            "the day after tomorrow" => DaySpan.Day(today.AddDays(2)),
            _ => Numeric(text) ?? Named(text, today, ahead) ?? Relative(text, today, ahead),
        };
    }

    private static DaySpan? Numeric(string text)
    {
        if (Iso().Match(text) is { Success: true } iso)
            return DaySpan.Date(Number(iso, 1), Number(iso, 2), Number(iso, 3));
        if (Slashed().Match(text) is { Success: true } slashed)
            return DaySpan.Date(Number(slashed, 3), Number(slashed, 2), Number(slashed, 1)) ?? DaySpan.Date(Number(slashed, 3), Number(slashed, 1), Number(slashed, 2));
        return text.Length == 4 && int.TryParse(text, out var year) && DaySpan.IsYear(year) ? DaySpan.Year(year) : null;
    }

    private static DaySpan? Named(string text, DateOnly today, bool ahead)
    {
        if (DayMonth().Match(text) is { Success: true } dayFirst)
            return OfDay(dayFirst, today, ahead);
        if (MonthDay().Match(text) is { Success: true } monthFirst)
            return OfDay(monthFirst, today, ahead);
        if (MonthYear().Match(text) is not { Success: true } match)
            return null;
        var month = MonthNumber(match.Groups["m"].Value);
        var year = match.Groups["y"].Success ? YearOf(match.Groups["y"].Value, today) : match.Groups["l"].Value switch
        {
            "last" => today.Year - (month >= today.Month ? 1 : 0),
            "next" => today.Year + (month <= today.Month ? 1 : 0),
            "this" => today.Year,
            _ => Calendar.YearOf(month, today, ahead),
        };
        if (!DaySpan.IsYear(year))
            return null;
        var span = DaySpan.Month(year, month);
        return match.Groups["e"].Value switch
        {
            "end" or "late" => new(span.End.AddDays(-1), span.End),
            "middle" or "mid" => DaySpan.Day(span.First.AddDays(14)),
            "" => span,
            _ => DaySpan.Day(span.First),
        };
    }

    private static DaySpan? OfDay(Match match, DateOnly today, bool ahead)
    {
        var (month, day) = (MonthNumber(match.Groups["m"].Value), Number(match, "d"));
        return match.Groups["y"].Success ? DaySpan.Date(YearOf(match.Groups["y"].Value, today), month, day) : Calendar.DayOf(month, day, today, ahead);
    }

    private static DaySpan? Relative(string text, DateOnly today, bool ahead)
    {
        if (DayOnly().Match(text) is { Success: true } alone)
            return OfDayOnly(Number(alone, "d"), today, ahead);
        if (Hence().Match(text) is { Success: true } hence)
            return Calendar.Days(today, Count(hence.Groups["n"].Value), hence.Groups["u"].Value[0]);
        if (Ago().Match(text) is { Success: true } ago)
            return Calendar.Days(today, -Count(ago.Groups["n"].Value), ago.Groups["u"].Value[0]);
        if (DayOfWeek().Match(text) is { Success: true } weekday)
        {
            var day = (DayOfWeek)((Weekdays.Split('|').IndexOf(weekday.Groups["w"].Value) + 1) % 7);
            return weekday.Groups["l"].Value switch
            {
                "last" or "this past" => Calendar.Weekday(day, today, ahead: false),
                "next" or "this coming" => Calendar.Weekday(day, today, ahead: true),
                _ => Calendar.Weekday(day, today, ahead),
            };
        }
        if (Unit().Match(text) is not { Success: true } unit)
            return null;
        var away = unit.Groups["l"].Value switch { "last" => -1, "next" => 1, _ => 0 };
        var span = unit.Groups["u"].Value switch
        {
            "week" => new DaySpan(Calendar.Monday(today, away), Calendar.Monday(today, away + 1)),
            "weekend" => new DaySpan(Calendar.Monday(today, away).AddDays(5), Calendar.Monday(today, away + 1)),
            "month" => Calendar.Months(today, away),
            _ => DaySpan.Year(today.Year + away),
        };
        return unit.Groups["e"].Value switch { "end" => new(span.End.AddDays(-1), span.End), "" => span, _ => DaySpan.Day(span.First) };
    }

    /// <summary>"The 10th": of this month, or of the one beside it in the direction of the tense.</summary>
    private static DaySpan? OfDayOnly(int day, DateOnly today, bool ahead)
    {
        var month = (ahead && day < today.Day, !ahead && day > today.Day) switch { (true, _) => today.AddMonths(1), (_, true) => today.AddMonths(-1), _ => today };
        return DaySpan.Date(month.Year, month.Month, day);
    }

    public static int Count(string word) => word switch
    {
        "a" or "an" or "one" => 1, "two" or "a couple of" => 2, "three" or "a few" => 3, "four" => 4, "five" => 5, "six" => 6,
        "seven" => 7, "eight" => 8, "nine" => 9, "ten" => 10, "eleven" => 11, "twelve" => 12,
        _ => int.Parse(word, CultureInfo.InvariantCulture),
    };

    private static int YearOf(string year, DateOnly today) => year switch
    {
        "last year" => today.Year - 1, "this year" => today.Year, "next year" => today.Year + 1,
        _ => int.Parse(year, CultureInfo.InvariantCulture),
    };

    private static int MonthNumber(string month) =>
        "jan feb mar apr may jun jul aug sep oct nov dec".Split(' ').IndexOf(month[..3]) + 1;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{4})-(\d{2})-(\d{2})$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")]
    private static partial Regex Slashed();

    [GeneratedRegex(@"^(?<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<m>" + Months + @")\.?(?: (?<y>\d{4}|last year|this year|next year))?$")]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"^(?<m>" + Months + @") (?<d>\d{1,2})(?:st|nd|rd|th)?(?: (?<y>\d{4}))?$")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"^(?:(?:the )?(?<e>beginning|start|end|middle) of (?:the )?|(?<e>early|mid|late)[- ])?(?:(?<l>last|this|next) )?(?<m>" + Months + @")(?: (?:of )?(?<y>\d{4}|last year|this year|next year))?$")]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"^(?:the )?(?<d>\d{1,2})(?:st|nd|rd|th)$")]
    private static partial Regex DayOnly();

    [GeneratedRegex(@"^(?:in )?(?<n>" + Numbers + @") (?<u>day|week|month|year)s?(?: from now|' time)?$")]
    private static partial Regex Hence();

    [GeneratedRegex(@"^(?<n>" + Numbers + @") (?<u>day|week|month|year)s? ago$")]
    private static partial Regex Ago();

    [GeneratedRegex(@"^(?:(?<l>last|this past|this coming|this|next) )?(?<w>" + Weekdays + @")(?: (?:last week|next week|morning|evening|afternoon))?$")]
    private static partial Regex DayOfWeek();

    [GeneratedRegex(@"^(?:(?:the )?(?<e>beginning|start|end|middle) of (?:the )?)?(?:(?<l>last|this|next) )?(?<u>weekend|week|month|year)$")]
    private static partial Regex Unit();
}
