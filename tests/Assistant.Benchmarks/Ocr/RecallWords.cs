using System.Globalization;
using System.Text;
using Assistant.Text;

namespace Assistant.Benchmarks.Ocr;

/// <summary>Words as they are compared: NFKC, lower case, one kind of dash and quote, without punctuation and symbols at both ends; a Chinese character is a word of its own.</summary>
internal static class RecallWords
{
    public static bool IsChinese(string text) => text.EnumerateRunes().Any(IsChinese);

    public static IEnumerable<string> Of(string text)
    {
        foreach (var token in Normal(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var run in Runs(token))
            {
                if (Trim(run) is { Length: > 0 } word)
                    yield return word;
            }
        }
    }

    /// <summary>Letters, digits and whatever else is neither punctuation nor white space.</summary>
    public static IEnumerable<Rune> Characters(string text) => Normal(text).EnumerateRunes().Where(rune => !IsMark(rune) && !Rune.IsWhiteSpace(rune));

    private static string Normal(string text)
    {
        var folded = new StringBuilder(UnicodeForm.Nfkc(text).ToLowerInvariant());
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = folded[i] switch
            {
                >= '\u2010' and <= '\u2014' or '\u2212' => '-',
                '\u2018' or '\u2019' => '\'',
                '\u201C' or '\u201D' => '"',
                var other => other,
            };
        }
        return folded.ToString();
    }

    private static IEnumerable<string> Runs(string token)
    {
        var run = new StringBuilder();
        foreach (var rune in token.EnumerateRunes())
        {
            if (!IsChinese(rune))
            {
                run.Append(rune.ToString());
                continue;
            }
            yield return run.ToString();
            run.Clear();
            yield return rune.ToString();
        }
        yield return run.ToString();
    }

    private static string Trim(string word)
    {
        var runes = word.EnumerateRunes().ToArray();
        var (start, end) = (0, runes.Length);
        while (start < end && IsMark(runes[start]))
            start++;
        while (end > start && IsMark(runes[end - 1]))
            end--;
        return string.Concat(runes[start..end]);
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        >= UnicodeCategory.SpaceSeparator and <= UnicodeCategory.PrivateUse or >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherNotAssigned;

    private static bool IsChinese(Rune rune) => rune.Value is
        >= 0x2E80 and <= 0x2FDF or >= 0x3005 and <= 0x3007 or >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3134F;
}
