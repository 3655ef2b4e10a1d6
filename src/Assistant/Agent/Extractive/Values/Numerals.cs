using System.Globalization;
using System.Text;

namespace Assistant.Agent.Extractive.Values;

/// <summary>Reads numbers as people write them: "1,200.50", "1 ,31 0.80" (as read from a picture), "1.200,50", "fourteen", "十五", "两千三百".</summary>
internal static class Numerals
{
    private static readonly Dictionary<string, decimal> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12,
        ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50,
        ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90, ["hundred"] = 100, ["zero"] = 0, ["none"] = 0, ["once"] = 1, ["twice"] = 2, ["half"] = 0.5m,
    };

    private const decimal Most = 1e18m;
    private const string HanDigits = "零一二三四五六七八九";

    /// <param name="mark">How a number is meant that may be read in two ways ("1.200"); left open, a point divides decimals and a comma thousands.</param>
    public static decimal? Parse(string text, DecimalMark mark = DecimalMark.Open)
    {
        var trimmed = text.Trim();
        if (s_words.TryGetValue(trimmed, out var word))
            return word;
        return trimmed.Any(char.IsAsciiDigit) ? Digits(trimmed, mark) : Han(trimmed);
    }

    private static decimal? Digits(string text, DecimalMark mark)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || c is '.' or ',' or '-')
                plain.Append(c);
            else if (c == '−')
                plain.Append('-');
        }
        var number = plain.ToString();
        var own = DecimalMarks.Of(number);
        number = (own == DecimalMark.Open ? mark : own) == DecimalMark.Comma ? number.Replace(".", "", StringComparison.Ordinal).Replace(',', '.') : number.Replace(",", "", StringComparison.Ordinal);
        return decimal.TryParse(number, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < Most ? value : null;
    }

    /// <param name="scale">"million", "k", "百万"; empty for none.</param>
    public static decimal? Scaled(decimal? number, string scale)
    {
        if (number is not { } value || scale.Length == 0)
            return number;
        var factor = scale.ToLowerInvariant() switch
        {
            "thousand" or "k" => 1_000m,
            "million" or "m" or "mn" => 1_000_000m,
            "billion" or "bn" => 1_000_000_000m,
            "trillion" => 1_000_000_000_000m,
            _ => scale.Aggregate(1m, (product, c) => product * HanUnit(c)),
        };
        if (factor == 0 || Math.Abs(value) >= Most / factor)
            return null;
        var scaled = value * factor;
        return decimal.IsInteger(scaled) ? decimal.Truncate(scaled) : scaled;
    }

    private static decimal HanUnit(char c) => c switch { '十' => 10m, '百' => 100m, '千' => 1_000m, '万' => 10_000m, '亿' => 100_000_000m, _ => 0m };

    private static decimal? Han(string text)
    {
        var (total, section, digit, any) = (0m, 0m, 0m, false);
        foreach (var c in text)
        {
            var index = c == '两' ? 2 : HanDigits.IndexOf(c, StringComparison.Ordinal);
            var unit = HanUnit(c);
            if (index >= 0)
                digit = index;
            else if (unit >= 10_000m)
                (total, section, digit) = ((total + section + digit) * unit, 0, 0);
            else if (unit > 0)
                (section, digit) = (section + (digit == 0 ? 1 : digit) * unit, 0);
            else
                return c == '半' ? 0.5m : null;
            any = true;
        }
        return any ? total + section + digit : null;
    }
}
