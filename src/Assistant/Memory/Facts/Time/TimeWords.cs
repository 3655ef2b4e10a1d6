using System.Buffers;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Time;

/// <summary>
/// Finds the times that a clause names and gives back the clause without them, so that a place or a thing behind a verb is not cut by a date.
/// Offsets are the speaker's; a month or weekday without a year is the nearest in the direction of the tense.
/// </summary>
internal static partial class TimeWords
{
    private const string Year = @"(?:19|20)\d{2}";

    /// <summary>No time is named without one of these.</summary>
    private static readonly SearchValues<string> s_any = SearchValues.Create(
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "day", "week", "month", "year", "night", "morning", "evening", "afternoon", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "tomorrow",
         "月", "年", "天", "日", "号", "儿", "五一", "国庆", "圣诞", "元旦", "周", "星期", "礼拜", "昨", "今", "明", "晚"], StringComparison.OrdinalIgnoreCase);

    // Compiled when first needed: written out by the generator they would double the time that the project takes to build.
#pragma warning disable SYSLIB1045
    private static readonly Regex s_english = new(
        @"\b(?:between|from) (?<d>" + EnglishDates.Form + "|" + Year + @")(?: and| to| until| till|-) (?<d2>" + EnglishDates.Form + "|" + Year + @")\b" +
        @"|\b(?<p>ever since|since|as of|starting from|starting|beginning|from|up until|until|till|up to|before|in|on|at|by|back in|during) (?<d>" + EnglishDates.Form + "|" + Year + @")\b(?:(?<= \d{4})(?![\d-]))?(?: onwards?)?" +
        @"|(?<![\w-])(?<d>(?!may\b|march\b|mar\b|sept?\b|dec\b|jan\b)" + EnglishDates.Form + @")(?![\w-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);

    private static readonly Regex s_chinese = new(
        "从?(?<d>" + ChineseDates.Form + ")(?:到|至|-)(?<d2>" + ChineseDates.Form + ")(?:为止|之间)?" +
        "|(?<p>自从|自|从|直到|到)?(?<d>" + ChineseDates.Form + ")(?<s>起|开始|以来|为止|之前)?(?:就|，)?",
        RegexOptions.CultureInvariant | RegexOptions.Compiled);
#pragma warning restore SYSLIB1045

    public static (When When, string Words) Find(string clause, DateTimeOffset saidAt, bool ahead)
    {
        if (!clause.AsSpan().ContainsAny(s_any))
            return (When.Unsaid, clause);
        var today = DateOnly.FromDateTime(saidAt.Date);
        var (since, until, at, atEnd) = ((DateTimeOffset?)null, (DateTimeOffset?)null, (DateTimeOffset?)null, (DateTimeOffset?)null);
        DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), saidAt.Offset);
        string Take(string text, Regex form, Func<string, DateOnly, bool, DaySpan?> resolve) => form.Replace(text, match =>
        {
            var role = match.Groups["p"].Value.ToLowerInvariant() + match.Groups["s"].Value;
            var back = role is "since" or "until" or "till";
            if (resolve(match.Groups["d"].Value, today, ahead && !back) is not { } span)
                return match.Value;
            if (match.Groups["d2"].Success)
            {
                if (resolve(match.Groups["d2"].Value, today, ahead) is not { } last)
                    return match.Value;
                (since, until) = (Start(span.First), Start(match.Groups["d2"].Length == 4 ? last.First : last.First.AddDays(last.First.AddDays(1) == last.End ? 1 : 0)));
            }
            else if (IsSince(role))
                since = Start(span.First);
            else if (IsUntil(role))
                until = Start(match.Value.Contains("end of", StringComparison.OrdinalIgnoreCase) || match.Value.Contains('底', StringComparison.Ordinal) ? span.End : span.First);
            else
                (at, atEnd) = (Start(span.First), Start(span.End));
            return " ";
        });
        var rest = Lasting().Replace(clause, match =>
        {
            since = Start(Calendar.Days(today, -EnglishDates.Count(match.Groups["n"].Value.ToLowerInvariant()), match.Groups["u"].Value[0]).First);
            return " ";
        });
        rest = Take(rest, s_english, EnglishDates.Resolve);
        if (rest.AsSpan().IndexOfAnyInRange('\u4e00', '\u9fff') >= 0)
            rest = Take(rest, s_chinese, ChineseDates.Resolve);
        if (since is null && until is null && at is null)
            return (When.Unsaid, rest);
        return (new(since, until, at, atEnd), Spaces().Replace(rest, " ").Trim(' ', ','));
    }

    private static bool IsSince(string role) => role is "since" or "ever since" or "as of" or "from" or "starting" or "starting from" or "beginning" or "自" or "从" or "自从" or "起" or "开始" or "以来" || role.EndsWith('起') || role.EndsWith("开始", StringComparison.Ordinal) || role.EndsWith("以来", StringComparison.Ordinal);

    private static bool IsUntil(string role) => role is "until" or "till" or "up to" or "before" or "up until" or "直到" or "到" || role.EndsWith("为止", StringComparison.Ordinal) || role.EndsWith("之前", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:for|over) (?:the (?:last|past) )?(?:about |over |almost |nearly )?(?<n>\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?<u>day|week|month|year)s?(?: now)?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Lasting();



    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
