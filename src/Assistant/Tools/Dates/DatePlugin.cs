using System.ComponentModel;
using System.Globalization;
using Assistant.Agent.Kernels;
using Microsoft.SemanticKernel;

namespace Assistant.Tools.Dates;

/// <summary>The calendar for a model, in the person's time zone.</summary>
internal sealed class DatePlugin
{
    [KernelFunction("now"), Description("The person's date, time and weekday now.")]
    public static string Now(Kernel kernel) => TurnScope.Of(kernel).Request.Now.ToString("dddd, d MMMM yyyy, HH:mm (zzz)", CultureInfo.InvariantCulture);

    [KernelFunction("add"), Description("The date so many days, weeks, months, years or workdays after (or, negative, before) a date.")]
    public static string Add(
        Kernel kernel,
        [Description("A date, such as 2025-03-14 or 'today'")] string date,
        [Description("How many; negative for earlier")] int amount,
        [Description("day, week, month, year or workday")] string unit = "day")
    {
        var reading = Read(kernel, date);
        var parsed = Enum.TryParse<DateUnit>(unit.Trim().TrimEnd('s'), ignoreCase: true, out var step) ? step : throw new ToolException("The unit must be day, week, month, year or workday.");
        return DateCalculator.Add(reading.Date, amount, parsed) is { } result ? Write(result, reading) : throw new ToolException("The date is out of range.");
    }

    [KernelFunction("difference"), Description("How long it is from one date to another: days, workdays, and years, months and days.")]
    public static string Difference(Kernel kernel, [Description("The first date")] string from, [Description("The second date")] string to)
    {
        var (first, second) = (Read(kernel, from), Read(kernel, to));
        var d = DateCalculator.Difference(first.Date, second.Date);
        return string.Create(CultureInfo.InvariantCulture, $"{d.Days} days ({d.Years} years, {d.Months} months, {d.RestDays} days; {d.Workdays} workdays) from {Write(first.Date, first)} to {Write(second.Date, second)}");
    }

    [KernelFunction("weekday"), Description("The weekday of a date.")]
    public static string Weekday(Kernel kernel, [Description("A date, such as 2025-03-14 or 'next friday'")] string date)
    {
        var reading = Read(kernel, date);
        return Write(reading.Date, reading);
    }

    private static DateReading Read(Kernel kernel, string date) =>
        DateText.Read(date, TurnScope.Of(kernel).Request.Now) ?? throw new ToolException("That is no date. Write it as YYYY-MM-DD.");

    private static string Write(DateOnly date, DateReading reading) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} ({date:dddd})") + (reading.Ambiguous ? " (read as day/month; say so)" : "");
}
