using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Benchmarks.Speech;

/// <summary>Numbers in digits as English words ("340" as "three hundred and forty", "1799" as "seventeen ninety-nine"), so that how a number is spelled counts as no error; hyphens become spaces.</summary>
internal static partial class SpokenNumbers
{
    private static readonly string[] s_small =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];

    private static readonly string[] s_tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    public static string Expand(string text) => Digits().Replace(text, match =>
    {
        var plain = match.ValueSpan.ToString().Replace(",", "", StringComparison.Ordinal);
        if (!int.TryParse(plain, CultureInfo.InvariantCulture, out var number) || number >= 1_000_000)
            return match.Value;
        return plain.Length == match.Length && number is >= 1100 and < 2000 ? Year(number) : Cardinal(number);
    }).Replace('-', ' ');

    private static string Year(int number) => Cardinal(number / 100) + (number % 100 == 0 ? " hundred" : $" {Cardinal(number % 100)}");

    private static string Cardinal(int number) => number switch
    {
        < 20 => s_small[number],
        < 100 => s_tens[number / 10] + (number % 10 == 0 ? "" : $"-{s_small[number % 10]}"),
        < 1000 => $"{s_small[number / 100]} hundred" + (number % 100 == 0 ? "" : $" and {Cardinal(number % 100)}"),
        _ => $"{Cardinal(number / 1000)} thousand" + (number % 1000 == 0 ? "" : (number % 1000 < 100 ? " and " : " ") + Cardinal(number % 1000)),
    };

    [GeneratedRegex(@"\d[\d,]*(?:(?=\D)|$)")]
    private static partial Regex Digits();
}
