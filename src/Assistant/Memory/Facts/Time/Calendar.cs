namespace Assistant.Memory.Facts.Time;

/// <summary>Days that are named by their distance or place from the day of saying.</summary>
internal static class Calendar
{
    /// <summary>The year that a month without one means: the nearest in the direction the words point.</summary>
    public static int YearOf(int month, DateOnly today, bool ahead) =>
        ahead ? today.Year + (month < today.Month ? 1 : 0) : today.Year - (month > today.Month ? 1 : 0);

    /// <summary>As <see cref="YearOf"/> for a day.</summary>
    public static DaySpan? DayOf(int month, int day, DateOnly today, bool ahead)
    {
        if (DaySpan.Date(today.Year, month, day) is not { } span)
            return DaySpan.Date(today.Year + (ahead ? 1 : -1), month, day);
        if (ahead && span.First < today)
            return DaySpan.Date(today.Year + 1, month, day);
        return !ahead && span.First > today ? DaySpan.Date(today.Year - 1, month, day) : span;
    }

    /// <summary>The Monday of a week so many weeks away.</summary>
    public static DateOnly Monday(DateOnly today, int weeks) => today.AddDays((7 * weeks) - (((int)today.DayOfWeek + 6) % 7));

    /// <summary>The last such weekday before today, or the first after it.</summary>
    public static DaySpan Weekday(DayOfWeek day, DateOnly today, bool ahead)
    {
        var distance = ahead ? ((int)day - (int)today.DayOfWeek + 7) % 7 : -(((int)today.DayOfWeek - (int)day + 7) % 7);
        return DaySpan.Day(today.AddDays(distance == 0 ? ahead ? 7 : -7 : distance));
    }

    public static DaySpan Months(DateOnly today, int away)
    {
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(away);
        return new(first, first.AddMonths(1));
    }

    public static DaySpan Days(DateOnly today, int away, char unit) => unit switch
    {
        'd' => DaySpan.Day(today.AddDays(away)),
        'w' => DaySpan.Day(today.AddDays(7 * away)),
        'm' => DaySpan.Day(today.AddMonths(away)),
        _ => DaySpan.Day(today.AddYears(away)),
    };
}
