using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Values;

/// <summary>What a written date says: "3 May" has no year, "May 2027" no day, "Wednesday" nothing else.</summary>
internal readonly partial record struct CalendarDay(int? Year, int? Month, int? Day, DayOfWeek? Weekday)
{
    // Leap years: 29 February is a day in both.
    private static readonly DateTimeOffset s_one = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), s_other = new(2004, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <returns>Null for what is no date by itself ("today"), or may be read in two ways ("03/04/2027").</returns>
    public static CalendarDay? Read(string text)
    {
        var plain = text.Trim().TrimEnd('.', ',', '。').ToLowerInvariant();
        if (OfWeek().IsMatch(plain))
            return DateWords.Weekday(plain.TrimEnd('s')) is { } weekday ? new(null, null, null, weekday) : null;
        if (Relative().IsMatch(plain))
            return null;
        if (MonthAlone().Match(plain) is { Success: true } month)
        {
            var named = month.Groups["name"] is { Success: true } name ? DateWords.Month(name.Value.TrimEnd('.')) : Number(month.Groups["m"]);
            return named == 0 ? null : new(Number(month.Groups["y"]), named, null, null);
        }
        // A year that is not written is the one of now.
        return DateText.Read(plain, s_one) is { Ambiguous: false, Date: var date } && DateText.Read(plain, s_other) is { } again
            ? new(date.Year == again.Date.Year ? date.Year : null, date.Month, date.Day, null)
            : null;
    }

    /// <summary>Whether what was asked is this day. A year that only one of them has is no difference.</summary>
    /// <returns>Null where what was asked is not said.</returns>
    public bool? Is(CalendarDay asked)
    {
        if (asked.Weekday is { } weekday)
            return OfTheWeek is { } mine ? mine == weekday : null;
        if (Weekday is { } only)
            return asked.OfTheWeek is { } other && other != only ? false : null;
        if (Differ(Year, asked.Year) || Differ(Month, asked.Month) || Differ(Day, asked.Day))
            return false;
        return (asked.Month is null || Month is not null) && (asked.Day is null || Day is not null) && (asked.Month is not null || Year is not null) ? true : null;
    }

    /// <summary>From this day to another one, both within: "Monday to Friday" goes round the week.</summary>
    public bool? Spans(CalendarDay to, CalendarDay asked)
    {
        if (Weekday is { } first && to.Weekday is { } last)
            return asked.OfTheWeek is { } day ? ((int)day - (int)first + 7) % 7 <= ((int)last - (int)first + 7) % 7 : null;
        if (Month is null || to.Month is null || asked.Month is null || Day is null || to.Day is null || asked.Day is null)
            return null;
        var (from, until, between) = ((to.Year is null ? null : Year ?? to.Year, Month, Day), (to.Year, to.Month, to.Day), (to.Year is null ? null : asked.Year ?? to.Year, asked.Month, asked.Day));
        return Comparer<(int?, int?, int?)>.Default.Compare(from, until) > 0 ? null : Comparer<(int?, int?, int?)>.Default.Compare(from, between) <= 0 && Comparer<(int?, int?, int?)>.Default.Compare(between, until) <= 0;
    }

    private DayOfWeek? OfTheWeek => Weekday ?? (Year is { } y && Month is { } m && Day is { } d ? new DateOnly(y, m, d).DayOfWeek : null);

    private static bool Differ(int? mine, int? other) => mine is { } a && other is { } b && a != b;

    private static int? Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?|(?:周|星期|礼拜)[一二三四五六日天])$")]
    private static partial Regex OfWeek();

    [GeneratedRegex(@"^(?:today|tomorrow|yesterday|tonight|weekdays?|weekends?|今天|明天|昨天|后天|周末|工作日)$|^(?:mon|tue|wed|thu|fri|sat|sun)\b")]
    private static partial Regex Relative();

    [GeneratedRegex(@"^(?:(?<name>[a-z]{3,9}\.?) (?:of )?(?<y>\d{4})|(?:(?<y>\d{4})\s?年)?\s?(?<m>\d{1,2})\s?月)$")]
    private static partial Regex MonthAlone();
}
