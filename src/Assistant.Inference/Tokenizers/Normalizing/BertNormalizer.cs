using System.Globalization;
using System.Text;
using Assistant.Text;

namespace Assistant.Inference.Tokenizers.Normalizing;

/// <summary>BERT's: control characters dropped, white space made plain, ideographs set apart, accents and capitals removed, each if the model asks for it.</summary>
internal sealed class BertNormalizer(bool clean, bool ideographs, bool stripAccents, bool lowerCase) : INormalizer
{
    public string Apply(string text)
    {
        if (clean || ideographs)
            text = Spaced(text);
        if (stripAccents)
            text = WithoutAccents(text);
        return lowerCase ? LetterCase.Lower(text) : text;
    }

    public static string WithoutAccents(string text)
    {
        var apart = UnicodeForm.Nfd(text);
        if (!apart.EnumerateRunes().Any(IsMark))
            return apart;
        var kept = new StringBuilder(apart.Length);
        foreach (var rune in apart.EnumerateRunes())
            if (!IsMark(rune))
                Append(kept, rune);
        return kept.ToString();
    }

    private string Spaced(string text)
    {
        var spaced = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean && rune.IsAscii && rune.Value >= ' ' && rune.Value != 0x7F)
                spaced.Append((char)rune.Value);
            else if (clean && IsDropped(rune))
                continue;
            else if (clean && Rune.IsWhiteSpace(rune))
                spaced.Append(' ');
            else if (ideographs && IsIdeograph(rune.Value))
                Append(spaced.Append(' '), rune).Append(' ');
            else
                Append(spaced, rune);
        }
        return spaced.ToString();
    }

    private static bool IsMark(Rune rune) => rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark;

    // Not unassigned ones: which those are changes with every version of Unicode.
    private static bool IsDropped(Rune rune) => rune.Value is 0 or 0xFFFD
        || (rune.Value is not ('\t' or '\n' or '\r') && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    private static bool IsIdeograph(int point) => point is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);

    private static StringBuilder Append(StringBuilder text, Rune rune) =>
        rune.IsBmp ? text.Append((char)rune.Value) : text.Append(char.ConvertFromUtf32(rune.Value));
}
