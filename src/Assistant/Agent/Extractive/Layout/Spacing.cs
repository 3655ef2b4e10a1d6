using System.Text.RegularExpressions;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Mends what reading a picture does to figures: a zero for an O within a word, an f for a pound sign, spaces inside numbers and times: "69 . 96", "1 ,31 0.80", "1 3:1 5".</summary>
internal static partial class Spacing
{
    public static string Tidy(string text)
    {
        if (!text.Any(char.IsAsciiDigit))
            return text;
        text = ZeroForO().Replace(text, match => match.Index == 0 || !char.IsLetter(text[match.Index - 1]) ? "O" : "o");
        text = PoundSign().Replace(text, "£");
        if (!text.Contains(' ', StringComparison.Ordinal))
            return text;
        var tidy = Clock().Replace(text, "$1$2:$3$4");
        tidy = Joint().Replace(tidy, "$1");
        return Group().Replace(tidy, match => match.Value.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>The reader knows no pound sign: "f2.80".</summary>
    [GeneratedRegex(@"(?<![\w./-])f(?=\d{1,3}(?:,\d{3})*(?:\.\d\d)?(?![\w]|[./-]\w))")]
    private static partial Regex PoundSign();

    [GeneratedRegex(@"(?<![\d.,] ?)([0-2])[ ]?(\d)[ ]?:[ ]?([0-5])[ ]?(\d)(?! ?[\d:])")]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<=\d) ([.,:]) ?(?=\d)")]
    private static partial Regex Joint();

    /// <summary>A zero within a word of small letters, or before one, was an O: "c0de", "0ctober".</summary>
    [GeneratedRegex(@"(?<=[a-z]{1})0(?=[a-z]{2})|(?<=\b[A-Z]?[a-z]{2,})0(?=[a-z])|(?<![\w.,-])0(?=[a-z]{3,}\b)")]
    private static partial Regex ZeroForO();

    /// <summary>Three digits after a thousands separator, torn apart.</summary>
    [GeneratedRegex(@"(?<=\d),(?:\d \d{2}|\d{2} \d|\d \d \d)(?!\d)")]
    private static partial Regex Group();
}
