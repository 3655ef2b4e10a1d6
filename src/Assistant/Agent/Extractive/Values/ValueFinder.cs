using System.Text.RegularExpressions;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Values;

/// <summary>Finds amounts, dates, times, durations, quantities, codes, names and addresses in a text. Each stretch of text belongs to one value, the most telling kind first.</summary>
internal static partial class ValueFinder
{
    private const int LongestText = 4_000;

    private static readonly (ValueKind Kind, Func<Regex> Pattern)[] s_kinds =
    [
        (ValueKind.Url, Url), (ValueKind.Email, Email), (ValueKind.Date, Date), (ValueKind.Date, NumericDate), (ValueKind.Money, MoneyBefore), (ValueKind.Money, MoneyAfter), (ValueKind.Percent, Percent),
        (ValueKind.Time, Clock), (ValueKind.Duration, Duration), (ValueKind.Phone, Phone), (ValueKind.Quantity, Quantity), (ValueKind.Date, DayName), (ValueKind.Code, Code), (ValueKind.Number, Number), (ValueKind.Number, NumberWord),
    ];

    /// <summary>In the order in which they stand.</summary>
    /// <param name="mark">How numbers are meant that may be read in two ways.</param>
    public static List<Value> Find(string text, DecimalMark mark = DecimalMark.Open)
    {
        var source = text.Length > LongestText ? text[..LongestText] : text;
        var values = new List<Value>();
        foreach (var (kind, pattern) in s_kinds)
        {
            foreach (Match match in pattern().Matches(source))
            {
                if (match.Length > 0 && !values.Exists(v => v.Start < match.Index + match.Length && match.Index < v.End) && Accept(kind, match, source))
                    values.Add(Make(kind, match, mark));
            }
        }
        values.Sort((a, b) => a.Start.CompareTo(b.Start));
        return values;
    }

    private static bool Accept(ValueKind kind, Match match, string text) => kind switch
    {
        ValueKind.Phone => match.Value.Count(char.IsAsciiDigit) is >= 7 and <= 15 && !(match.Index > 0 && char.IsLetterOrDigit(text[match.Index - 1])),
        ValueKind.Code => match.Value.Any(char.IsAsciiDigit) && match.Value.Any(c => char.IsAsciiLetterUpper(c) || c is '-' or '_' or '/' || char.IsAsciiLetterLower(c)),
        _ => true,
    };

    private static Value Make(ValueKind kind, Match match, DecimalMark mark)
    {
        var unit = match.Groups["unit"] is { Success: true } group ? group.Value.Trim() : kind == ValueKind.Percent ? "%" : "";
        var digits = match.Groups["number"] is { Success: true } number ? number.Value : kind == ValueKind.Number ? match.Value : "";
        var amount = digits.Length > 0 ? Numerals.Scaled(Numerals.Parse(digits, mark), match.Groups["scale"].Value) : null;
        return new(kind, match.Index, match.Length, match.Value, match.Groups["sign"].Success ? -amount : amount, unit) { Mark = DecimalMarks.Of(digits) };
    }

    /// <summary>"1.234,50" and "1.234.567", then what may stand with commas, spaces or nothing between thousands.</summary>
    private const string Digits = @"(?<number>(?<![\d.,])[-+−]?(?:\d{1,3}(?:\.\d{3})+,\d+(?![.,]?\d)|\d{1,3}(?:\.\d{3}){2,}(?![.,]?\d)|\d{1,3}(?:[,' ]?\s?,?\d{3})*(?:[.,]\s?\d+)?(?!\d)))";
    private const string Month = @"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";
    public const string Currency = @"(?:US\$|HK\$|A\$|C\$|[$€£¥￥₹₩]|\b(?:USD|EUR|GBP|CNY|RMB|JPY|CHF|HKD|AUD|CAD|INR|SGD)\b)";
    public const string CurrencyWord = @"(?:\s?(?:[€£¥$]|(?:USD|EUR|GBP|CNY|RMB|JPY|CHF|HKD|AUD|CAD|INR|SGD|euros?|dollars?|pounds?|cents?|yuan|francs?|yen)\b)|\s?(?:元|块|美元|欧元|英镑|日元|人民币|港币|角))";

    /// <summary>Behind the digits: "1.2 million", "3万", "5百万".</summary>
    private const string Scale = @"(?:\s?(?<scale>(?:thousand|million|billion|trillion)\b|[十百千]?[万亿])|(?<scale>[百千](?![克瓦米卡焦帕伏赫安升牛吨]|字节)))";

    /// <summary>Before a currency: not the dash between two words, nor the one of a range.</summary>
    private const string Sign = @"(?<sign>(?<![\d.,)\]$€£¥￥₹₩%]\s{0,2}|\w)[-−])?";
    private const string Word = @"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half an?|an?|several|a few)";
    private const string HanNumber = @"(?:[零一二两三四五六七八九十百千万亿半几]+)";
    private const string TimeUnit = @"(?:(?:milli)?seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|nights?|(?:business|working|calendar)\s(?:days?|hours?))\b";
    private const string HanTimeUnit = @"(?:秒钟?|分钟|个?小时|个?钟头|天|日内|周|个?星期|个月|个工作日|工作日|年|年级|世纪)";
    /// <summary>Before a Chinese unit.</summary>
    private const string HanDigits = @"(?<number>(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)";
    private const string Measure = @"(?:[kmgt]i?b|[kmgt]?bytes?|kg|kilograms?|kilos?|grams?|mg|tons?|tonnes?|t|lbs?|pounds?|oz|ounces?|km²?|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|cm|mm|inch(?:es)?|feet|foot|ft|yards?|yd|m²|m2|m|sqm|square\s(?:met(?:re|er)s|kilomet(?:re|er)s|miles|feet)|acres?|hectares?|ha|lit(?:re|er)s?|l|ml|gallons?|kwh?|mw|watts?|v|volts?|ah|mah|hz|ghz|mhz|°\s?[cf]|degrees?|km/h|mph|ppm|px|dpi|g)\b";
    private const string HanMeasure = @"(?:千克|公斤|斤|克|吨|公里|千米|米|厘米|毫米|平方米|平方公里|平米|公顷|亩|升|毫升|度|级|千瓦时?|瓦|伏|英里|英尺|岁)";

    [GeneratedRegex(@"\b(?:https?://|www\.)[^\s<>""，。；）)]+", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.None)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b\d{1,2}(?:st|nd|rd|th)?\s?(?:of\s)?" + Month + @"(?:,?\s?(?:1\s?\d|2\s?\d)\d\d\b)?|\b" + Month + @"\s?\d\s?\d?(?:st|nd|rd|th)?\b(?:,?\s?(?:19|20)\d\d\b)?|\b" + Month + @"\s(?:of\s)?\d{4}\b|\d{4}\s?年(?:\s?\d{1,2}\s?月)?(?:\s?\d{1,2}\s?[日号])?|\d{1,2}\s?月\s?(?:\d{1,2}\s?[日号])?|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{0,3}[日号]?", RegexOptions.IgnoreCase)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?<![\d.])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}-\d{1,2}-\d{4})(?![\d])", RegexOptions.None)]
    private static partial Regex NumericDate();

    [GeneratedRegex(Sign + Currency + @"\s?" + Digits + "(?:" + Scale + @"|\s?(?<scale>(?:[mk]|mn|bn)\b))?(?<unit>)", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyBefore();

    [GeneratedRegex(@"(?:" + Digits + Scale + @"?|(?<number>[零一二两三四五六七八九十百千万]+))(?<unit>" + CurrencyWord + ")", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyAfter();

    [GeneratedRegex(Digits + @"\s?(?:%|％|percent\b|per\scent\b|percentage points?\b|个百分点)|百分之\s?(?<number>\d+(?:\.\d+)?|[零一二三四五六七八九十百]+)|[一二三四五六七八九]折|[一二三四五六七八九]成(?![为立本员绩功果就长年])|\b(?:a|one|two|every)\s(?:half|third|thirds|quarter|quarters|fifth|fifths|tenth)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?<![\d.:])(?:[01]?\d|2[0-4])\s?[:：]\s?[0-5]\d(?:\s?[:：]\s?[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?![\d:])|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?|\b(?:[01]?\d|2[0-4])\so'?clock\b|(?:上午|下午|晚上|早上|中午|凌晨)?\s?(?:[01]?\d|2[0-4]|[一二三四五六七八九十]{1,3})\s?[点时](?:\s?(?:[0-5]?\d\s?分?|半|一刻))?(?![间代候期钟]|\d*小)|\b(?:noon|midnight|midday)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?:" + Digits + @"|\b(?<number>" + Word + @"))[\s-]?(?:and a half\s)?(?<unit>" + TimeUnit + @")|(?:(?<number>\d+(?:\.\d+)?)|(?<number>" + HanNumber + @"))\s?(?<unit>" + HanTimeUnit + ")", RegexOptions.IgnoreCase)]
    private static partial Regex Duration();

    [GeneratedRegex(@"\+?\(?\d{2,4}\)?[ -]\d{3,4}(?:[ -]?\d{2,5}){0,3}|\+\d{8,14}|(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)", RegexOptions.None)]
    private static partial Regex Phone();

    [GeneratedRegex(Digits + @"\s?(?:(?<scale>thousand|million|billion)\s)?(?<unit>" + Measure + @")|(?:" + HanDigits + @"\s?(?<scale>[十百千]?[万亿]|百|千(?![克米瓦]))?|(?<number>" + HanNumber + @"))\s?(?<unit>" + HanMeasure + @")|(?<![\w.])(?<number>\d+(?:\.\d+)?)(?<unit>[KMGT])(?![\w])", RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\.?,?\s\d{1,2}\b(?![:.,]\d)|\b(?:today|tomorrow|yesterday|tonight|weekdays?|weekends?)\b|(?:周|星期|礼拜)[一二三四五六日天]|今天|明天|昨天|后天|周末|工作日", RegexOptions.IgnoreCase)]
    private static partial Regex DayName();

    [GeneratedRegex(@"(?<![\w.,/-])(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_/-]*[A-Za-z])[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*(?![\w])|(?<![\w.,/-])[A-Z]{1,4}[- ]\d{2,}(?!\w)", RegexOptions.None)]
    private static partial Regex Code();

    [GeneratedRegex(Digits + Scale + "?", RegexOptions.IgnoreCase)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|twice|once|thrice|double|first|second|third|none)\b|[零一二两三四五六七八九十百千万亿]{1,9}(?=[个名件次位条本张台辆只间箱单份篇支所座家种项部人倍元款层岁])", RegexOptions.IgnoreCase)]
    private static partial Regex NumberWord();
}
