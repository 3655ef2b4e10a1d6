using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Memory.Facts.Time;

/// <summary>Chinese words for days, resolved against the day of saying.</summary>
internal static partial class ChineseDates
{
    private const string Digit = @"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})";

    public const string Form =
        @"(?:大前天|前天|昨天|昨晚|昨儿|今天|今早|今晚|今儿|明天|明早|明晚|明儿|后天|大后天|元旦|五一|国庆节?|圣诞节?" +
        @"|\d{4}[-/]\d{1,2}[-/]\d{1,2}" +
        @"|(?:(?:\d{4}|[一二三四五六七八九〇零]{4})年|去年|今年|明年|前年)?(?:的)?" + Digit + @"月(?:份)?(?:" + Digit + @"(?:[日号]|(?![\d个天年月周岁号码块元万千百点时分楼层栋室]))|初|上旬|中旬|下旬|底|末)?" +
        @"|(?:\d{4}|[一二三四五六七八九〇零]{4})年(?:初|底)?|去年|前年|今年(?:初|年初)?|明年|上个?月(?:底|初)?|这个月|本月|下个?月(?:底|初)?" +
        @"|(?:上上个?|上个?|这个?|本|下个?)?(?:星期|周|礼拜)[一二三四五六日天末]|上个?(?:星期|周|礼拜)|下个?(?:星期|周|礼拜)" +
        @"|" + Digit + @"(?:天|个?星期|周|个月|年)(?:以|之)?[前后]|半年前|年初|年底|月初|月底)";

    public static DaySpan? Resolve(string text, DateOnly today, bool ahead) => text switch
    {
        "今天" or "今早" or "今晚" or "今儿" => DaySpan.Day(today),
        "昨天" or "昨晚" or "昨儿" => DaySpan.Day(today.AddDays(-1)),
        "前天" => DaySpan.Day(today.AddDays(-2)),
        "大前天" => DaySpan.Day(today.AddDays(-3)),
        "明天" or "明早" or "明晚" or "明儿" => DaySpan.Day(today.AddDays(1)),
        "后天" => DaySpan.Day(today.AddDays(2)),
        "大后天" => DaySpan.Day(today.AddDays(3)),
        "元旦" => Calendar.DayOf(1, 1, today, ahead),
        "五一" => Calendar.DayOf(5, 1, today, ahead),
        "国庆" or "国庆节" => Calendar.DayOf(10, 1, today, ahead),
        "圣诞" or "圣诞节" => Calendar.DayOf(12, 25, today, ahead),
        "半年前" => DaySpan.Day(today.AddMonths(-6)),
        "年初" => DaySpan.Day(new(today.Year, 1, 1)),
        "年底" => DaySpan.Day(new(today.Year, 12, 31)),
        "月初" => DaySpan.Day(new(today.Year, today.Month, 1)),
        "月底" => DaySpan.Day(Calendar.Months(today, 0).End.AddDays(-1)),
        _ => Date(text, today, ahead) ?? Week(text, today, ahead) ?? Unit(text, today),
    };

    private static DaySpan? Date(string text, DateOnly today, bool ahead)
    {
        if (Numeric().Match(text) is { Success: true } numeric)
            return DaySpan.Date(Number(numeric.Groups[1].Value), Number(numeric.Groups[2].Value), Number(numeric.Groups[3].Value));
        if (MonthDay().Match(text) is not { Success: true } match)
            return null;
        var month = Number(match.Groups["m"].Value);
        if (month is < 1 or > 12)
            return null;
        int? year = match.Groups["y"].Success ? YearOf(match.Groups["y"].Value, today) : null;
        if (match.Groups["d"].Success)
            return year is { } known ? DaySpan.Date(known, month, Number(match.Groups["d"].Value)) : Calendar.DayOf(month, Number(match.Groups["d"].Value), today, ahead);
        if (year is { } named && !DaySpan.IsYear(named))
            return null;
        var span = DaySpan.Month(year ?? Calendar.YearOf(month, today, ahead), month);
        return match.Groups["e"].Value switch
        {
            "底" or "末" => new(span.End.AddDays(-1), span.End),
            "下旬" => DaySpan.Day(span.First.AddDays(20)),
            "中旬" => DaySpan.Day(span.First.AddDays(14)),
            "初" or "上旬" => DaySpan.Day(span.First),
            _ => span,
        };
    }

    private static DaySpan? Week(string text, DateOnly today, bool ahead)
    {
        if (Weekday().Match(text) is not { Success: true } match)
            return null;
        var away = match.Groups["l"].Value switch { "" => int.MinValue, "上" or "上个" => -1, "上上" or "上上个" => -2, "下" or "下个" => 1, _ => 0 };
        if (!match.Groups["d"].Success)
            return new(Calendar.Monday(today, away), Calendar.Monday(today, away + 1));
        if (match.Groups["d"].Value == "末")
            return new(Calendar.Monday(today, Math.Max(away, -2)).AddDays(5), Calendar.Monday(today, Math.Max(away, -2) + 1));
        var day = "一二三四五六日".IndexOf(match.Groups["d"].Value.Replace('天', '日'), StringComparison.Ordinal);
        return away == int.MinValue
            ? Calendar.Weekday((DayOfWeek)((day + 1) % 7), today, ahead)
            : DaySpan.Day(Calendar.Monday(today, away).AddDays(day));
    }

    private static DaySpan? Unit(string text, DateOnly today)
    {
        if (Ago().Match(text) is { Success: true } ago)
            return Calendar.Days(today, (ago.Groups["w"].Value == "前" ? -1 : 1) * Number(ago.Groups["n"].Value), ago.Groups["u"].Value switch { "天" => 'd', "年" => 'y', "个月" => 'm', _ => 'w' });
        if (MonthAway().Match(text) is { Success: true } month)
        {
            var span = Calendar.Months(today, month.Groups["l"].Value switch { "上" => -1, "下" => 1, _ => 0 });
            return month.Groups["e"].Value == "底" ? new(span.End.AddDays(-1), span.End) : span;
        }
        if (Year().Match(text) is not { Success: true } year)
            return null;
        var whole = DaySpan.Year(YearOf(year.Groups["y"].Value, today));
        return year.Groups["e"].Value switch { "底" => new(whole.End.AddDays(-1), whole.End), "初" or "年初" => DaySpan.Day(whole.First), _ => whole };
    }

    private static int YearOf(string year, DateOnly today) => year switch
    {
        "前年" => today.Year - 2, "去年" => today.Year - 1, "今年" => today.Year, "明年" => today.Year + 1,
        _ => year.TrimEnd('年').Aggregate(0, (sum, digit) => (10 * sum) + (char.IsAsciiDigit(digit) ? digit - '0' : digit == '〇' ? 0 : "零一二三四五六七八九".IndexOf(digit, StringComparison.Ordinal))),
    };

    /// <summary>Up to 999: "35", "三十五", "十二", "两".</summary>
    public static int Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var plain))
            return plain;
        var (sum, last) = (0, 0);
        foreach (var sign in text)
        {
            if (sign == '十')
                (sum, last) = (sum + (10 * Math.Max(last, 1)), 0);
            else if (sign == '百')
                (sum, last) = (sum + (100 * Math.Max(last, 1)), 0);
            else
                last = sign == '两' ? 2 : Math.Max(0, "零一二三四五六七八九".IndexOf(sign, StringComparison.Ordinal));
        }
        return sum + last;
    }

    [GeneratedRegex(@"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$")]
    private static partial Regex Numeric();

    [GeneratedRegex(@"^(?<y>(?:\d{4}|[一二三四五六七八九〇零]{4})年|去年|今年|明年|前年)?的?(?<m>" + Digit + @")月份?(?:(?<d>" + Digit + @")[日号]?|(?<e>初|上旬|中旬|下旬|底|末))?$")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"^(?<l>上上个?|上个?|这个?|本|下个?)?(?:星期|周|礼拜)(?<d>[一二三四五六日天末])?$")]
    private static partial Regex Weekday();

    [GeneratedRegex(@"^(?<n>" + Digit + @")(?<u>天|个?星期|周|个月|年)(?:以|之)?(?<w>[前后])$")]
    private static partial Regex Ago();

    [GeneratedRegex(@"^(?:(?<l>上|下|这)个?月|本月)(?<e>底|初)?$")]
    private static partial Regex MonthAway();

    [GeneratedRegex(@"^(?<y>(?:\d{4}|[一二三四五六七八九〇零]{4})年|去年|今年|明年|前年)(?<e>初|底|年初)?$")]
    private static partial Regex Year();
}
