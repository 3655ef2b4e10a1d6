namespace Assistant.Tools.Dates;

/// <summary>Names of days, months and spans in English and Chinese.</summary>
internal static class DateWords
{
    private static readonly string[] s_months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly string[] s_weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] s_numbers = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "", "twelve"];
    private const string Chinese = "日一二三四五六";

    /// <summary>1 to 12; 0 when it is no month. Three letters are enough; "sept" too.</summary>
    public static int Month(string name) => name.Length < 3 ? 0 : Array.FindIndex(s_months, month => month.StartsWith(name, StringComparison.Ordinal)) + 1;

    public static DayOfWeek? Weekday(string name)
    {
        if (name[^1] is '天')
            return DayOfWeek.Sunday;
        var at = name[0] > 'z' ? Chinese.IndexOf(name[^1], StringComparison.Ordinal) : Array.FindIndex(s_weekdays, day => day.StartsWith(name, StringComparison.Ordinal));
        return at < 0 ? null : (DayOfWeek)at;
    }

    public static string ChineseWeekday(DayOfWeek day) => "星期" + Chinese[(int)day];

    /// <summary>Days from today.</summary>
    public static int? Offset(string word) => word switch
    {
        "today" or "now" or "今天" or "今日" => 0,
        "tomorrow" or "明天" or "明日" => 1,
        "the day after tomorrow" or "day after tomorrow" or "后天" => 2,
        "大后天" => 3,
        "yesterday" or "昨天" or "昨日" => -1,
        "the day before yesterday" or "day before yesterday" or "前天" => -2,
        _ => null,
    };

    public static DateUnit? Unit(string name) => name switch
    {
        "工作日" => DateUnit.Workday,
        ['w', 'o', ..] or ['b', 'u', ..] => DateUnit.Workday,
        ['d', ..] or "天" or "日" => DateUnit.Day,
        ['w', 'e', ..] or ['w', 'k', ..] or "周" or "星期" => DateUnit.Week,
        ['m', 'o', ..] or "月" or "个月" => DateUnit.Month,
        ['y', ..] or "年" => DateUnit.Year,
        _ => null,
    };

    public static int? Amount(string word)
    {
        if (int.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return number;
        if (word is "a" or "an")
            return 1;
        var at = Array.IndexOf(s_numbers, word);
        return at > 0 ? at : ChineseAmount(word);
    }

    /// <summary>One to ninety-nine: 三, 十二, 三十, 四十五.</summary>
    private static int? ChineseAmount(string word)
    {
        var ten = word.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return word.Length == 1 ? Digit(word[0]) : null;
        var tens = ten == 0 ? 1 : Digit(word[0]);
        var ones = ten == word.Length - 1 ? 0 : Digit(word[^1]);
        return tens is null || ones is null || word.Length > 3 ? null : (tens * 10) + ones;
    }

    private static int? Digit(char c) => c == '两' ? 2 : "一二三四五六七八九".IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? at + 1 : null;
}
