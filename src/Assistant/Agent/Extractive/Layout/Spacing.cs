using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Takes out the spaces that reading a picture puts inside numbers and times: "69 . 96", "1 ,31 0.80", "1 3:1 5".</summary>
internal static partial class Spacing
{
    public static string Tidy(string text)
    {
        if (!text.Any(char.IsAsciiDigit) || !text.Contains(' ', StringComparison.Ordinal))
            return text;
        var tidy = Clock().Replace(text, "$1$2:$3$4");
        tidy = Joint().Replace(tidy, "$1");
        return Group().Replace(tidy, match => match.Value.Replace(" ", "", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"(?<![\d.,] ?)([0-2])[ ]?(\d)[ ]?:[ ]?([0-5])[ ]?(\d)(?! ?[\d:])")]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<=\d) ([.,:]) ?(?=\d)")]
    private static partial Regex Joint();

    /// <summary>Three digits after a thousands separator, torn apart.</summary>
    [GeneratedRegex(@"(?<=\d),(?:\d \d{2}|\d{2} \d|\d \d \d)(?!\d)")]
    private static partial Regex Group();
}
