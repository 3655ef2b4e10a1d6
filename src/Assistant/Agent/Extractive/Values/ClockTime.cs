using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Tools.Dates;

namespace Assistant.Agent.Extractive.Values;

/// <summary>A time of day as it is written.</summary>
/// <param name="Minutes">Since midnight, 0 to 1440.</param>
/// <param name="SaysHalf">It says itself which half of the day it is of.</param>
/// <param name="IsEither">Nothing says which half of the day: "9:00" may be the evening's beside "5:00 pm".</param>
internal readonly partial record struct ClockTime(int Minutes, bool IsEither, bool SaysHalf = true)
{
    private const int Half = 720, Day = 1_440;

    public static ClockTime? Read(string text)
    {
        var plain = text.Trim().ToLowerInvariant();
        if (plain is "noon" or "midday" or "中午")
            return new(Half, false);
        if (plain is "midnight")
            return new(0, false);
        if (Written().Match(plain) is not { Success: true } match || Hour(match.Groups["h"].Value) is not { } hour || hour > 24)
            return null;
        var minutes = match.Groups["half"].Success ? 30 : match.Groups["quarter"].Success ? 15 : match.Groups["m"] is { Success: true } m ? int.Parse(m.ValueSpan, CultureInfo.InvariantCulture) : 0;
        var part = match.Groups["part"].Value;
        bool? isLate = part switch
        {
            "" => null,
            "a" or "上午" or "早上" or "凌晨" => false,
            "中午" => hour < 11 || hour == 12,
            // Twelve at night is midnight.
            "晚上" => hour != 12,
            _ => true,
        };
        if (isLate is { } late && hour <= 12)
            hour = (hour % 12) + (late ? 12 : 0);
        return new((hour * 60) + minutes, isLate is null && hour is >= 1 and <= 12 && !match.Groups["zero"].Success, isLate is not null);
    }

    /// <returns>Null where it depends on a half of the day that neither says.</returns>
    public bool? Is(ClockTime asked) =>
        (Minutes - asked.Minutes) % Day == 0 ? true : Math.Abs(Minutes - asked.Minutes) == Half && (IsEither || asked.IsEither) ? null : false;

    /// <summary>From this time to another one, both within.</summary>
    public bool? Spans(ClockTime to, ClockTime asked)
    {
        // "9:00 to 5:00" ends in the afternoon, or the next morning.
        if (to.Minutes <= Minutes && to.IsEither)
            return null;
        // "7:00 to 9:00 pm" may begin in the morning, or in the evening; "9:00 to 21:00" not.
        var latest = IsEither && to.SaysHalf && Minutes + Half <= to.Minutes ? Minutes + Half : Minutes;
        if (IsWithin(latest, to.Minutes, asked.Minutes))
            return true;
        return IsWithin(Minutes, to.Minutes, asked.Minutes) || (asked.IsEither && IsWithin(Minutes, to.Minutes, asked.Minutes + Half)) ? null : false;
    }

    private static bool IsWithin(int from, int until, int minutes) =>
        from <= until ? (minutes >= from && minutes <= until) || (minutes == 0 && until == Day) : minutes >= from || minutes <= until;

    private static int? Hour(string written) => DateWords.Amount(written);

    [GeneratedRegex(@"^(?<part>上午|下午|晚上|早上|中午|凌晨)?\s?(?<h>(?<zero>0)?\d{1,2}|[一二三四五六七八九十]{1,3})(?:\s?[:：]\s?(?<m>\d\d)(?:\s?[:：]\s?\d\d)?|\s?[点时]\s?(?:(?<m>\d{1,2})\s?分?|(?<half>半)|(?<quarter>一刻))?|\so'?clock)?(?:\s?(?<part>[ap])\.?m\.?)?$")]
    private static partial Regex Written();
}
