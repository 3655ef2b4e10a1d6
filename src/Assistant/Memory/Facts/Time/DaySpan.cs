namespace Assistant.Memory.Facts.Time;

/// <summary>Days from a first to before an end.</summary>
internal readonly record struct DaySpan(DateOnly First, DateOnly End)
{
    /// <summary>Years of which anybody speaks in a chat; what lies beyond is no date.</summary>
    public static bool IsYear(int year) => year is >= 1900 and <= 2200;

    public static DaySpan Day(DateOnly day) => new(day, day.AddDays(1));

    public static DaySpan Month(int year, int month) => new(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1));

    public static DaySpan Year(int year) => new(new(year, 1, 1), new(year + 1, 1, 1));

    public static DaySpan? Date(int year, int month, int day) =>
        IsYear(year) && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? Day(new(year, month, day)) : null;
}
