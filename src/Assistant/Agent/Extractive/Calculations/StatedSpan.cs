using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Wording;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>How far two dates are apart, in the unit that was asked for, with both written out: "3/4" is said back as the day it was taken for.</summary>
internal static partial class StatedSpan
{
    public static WorkedOut Say(string question, DateOnly from, DateOnly to, string language)
    {
        var apart = DateCalculator.Difference(from, to);
        var days = Count(language, Math.Abs(apart.Days), "day", "天");
        var dates = $"{DateText.Write(from, language)} → {DateText.Write(to, language)}";
        var (said, how) = question switch
        {
            _ when Workdays().IsMatch(question) => (Count(language, apart.Workdays, "workday", "个工作日"), Phrases.Pick(language, $"Mondays to Fridays after the first day: {dates}", $"首日之后的周一至周五：{dates}")),
            _ when Weeks().IsMatch(question) => (Parts(language, (Math.Abs(apart.Days) / 7, "week", "周"), (Math.Abs(apart.Days) % 7, "day", "天")), $"{days}: {dates}"),
            _ when Months().IsMatch(question) => (Parts(language, (apart.Years * 12 + apart.Months, "month", "个月"), (apart.RestDays, "day", "天")), $"{days}: {dates}"),
            _ when Years().IsMatch(question) => (Parts(language, (apart.Years, "year", "年"), (apart.Months, "month", "个月"), (apart.RestDays, "day", "天")), $"{days}: {dates}"),
            _ => (days, dates),
        };
        var back = apart.Days < 0 ? Phrases.Pick(language, " back", "（往前）") : "";
        return WorkedOut.By("date_difference", new { from, to }, $"{apart.Days} days", Phrases.Pick(language, $"**{said}**{back} ({how})", $"**{said}**{back}（{how}）"));
    }

    /// <summary>"6 weeks, 3 days"; what is none is left out, unless all is.</summary>
    private static string Parts(string language, params (int Number, string English, string Chinese)[] parts)
    {
        var some = parts.Where(part => part.Number > 0).DefaultIfEmpty(parts[^1]);
        return string.Join(Phrases.Pick(language, ", ", ""), some.Select(part => Count(language, part.Number, part.English, part.Chinese)));
    }

    private static string Count(string language, int number, string english, string chinese) => Phrases.Pick(language, $"{number} {english}{(number == 1 ? "" : "s")}", $"{number} {chinese}");

    [GeneratedRegex(@"how many (?:work(?:ing)? ?|business )days|工作日")]
    private static partial Regex Workdays();

    [GeneratedRegex(@"how many weeks|(?:多少|几)个?(?:周|星期)")]
    private static partial Regex Weeks();

    [GeneratedRegex(@"how many months|(?:多少|几)个?月")]
    private static partial Regex Months();

    [GeneratedRegex(@"how many years|(?:多少|几)年")]
    private static partial Regex Years();
}
