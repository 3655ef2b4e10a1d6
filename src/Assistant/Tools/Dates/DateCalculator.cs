namespace Assistant.Tools.Dates;

/// <summary>Sums and differences of calendar dates. Stateless; out-of-range results are null, never an exception.</summary>
public static class DateCalculator
{
    /// <summary>A month later than 31 January is the last day of February.</summary>
    public static DateOnly? Add(DateOnly date, int amount, DateUnit unit)
    {
        try
        {
            return unit switch
            {
                DateUnit.Day => date.AddDays(amount),
                DateUnit.Week => date.AddDays(checked(amount * 7)),
                DateUnit.Month => date.AddMonths(amount),
                DateUnit.Year => date.AddYears(amount),
                _ => AddWorkdays(date, amount),
            };
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    public static DateDifference Difference(DateOnly from, DateOnly to)
    {
        var (earlier, later) = from <= to ? (from, to) : (to, from);
        var months = ((later.Year - earlier.Year) * 12) + later.Month - earlier.Month;
        if (earlier.AddMonths(months) > later)
            months--;
        return new(to.DayNumber - from.DayNumber, months / 12, months % 12, later.DayNumber - earlier.AddMonths(months).DayNumber, Workdays(earlier, later));
    }

    /// <summary>Mondays to Fridays after the earlier date, up to and with the later one; holidays are not known.</summary>
    private static int Workdays(DateOnly earlier, DateOnly later)
    {
        var days = later.DayNumber - earlier.DayNumber;
        var count = days / 7 * 5;
        for (var i = 1; i <= days % 7; i++)
            count += IsWorkday(earlier.AddDays((days / 7 * 7) + i)) ? 1 : 0;
        return count;
    }

    private static DateOnly AddWorkdays(DateOnly date, int amount)
    {
        var step = Math.Sign(amount);
        // From a weekend, counting starts as if it were the workday on its far side.
        while (step != 0 && !IsWorkday(date))
            date = date.AddDays(-step);
        date = date.AddDays(amount / 5 * 7);
        for (var left = amount % 5; left != 0;)
        {
            date = date.AddDays(step);
            left -= IsWorkday(date) ? step : 0;
        }
        return date;
    }

    private static bool IsWorkday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

public enum DateUnit { Day, Week, Month, Year, Workday }

/// <param name="Days">Negative when the second date is the earlier one.</param>
/// <param name="Years">Whole years, then <paramref name="Months"/>, then <paramref name="RestDays"/>: never negative.</param>
/// <param name="Workdays">Mondays to Fridays, without the first day, with the last.</param>
public sealed record DateDifference(int Days, int Years, int Months, int RestDays, int Workdays);
