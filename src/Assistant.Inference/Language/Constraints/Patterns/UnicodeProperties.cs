using System.Globalization;

namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>
/// What \p{...} stands for: of letters, digits and marks of punctuation those that all versions of Unicode and all dialects agree on, in the scripts of most languages. In ASCII they are complete.
/// </summary>
internal static class UnicodeProperties
{
    // Without the two ordinal indicators, which were lower-case letters once.
    private static readonly (int First, int Last)[] s_latin = [('A', 'Z'), ('a', 'z'), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x17F)];
    private static readonly (int First, int Last)[] s_greek = [(0x391, 0x3A1), (0x3A3, 0x3A9), (0x3AC, 0x3CE)];
    private static readonly (int First, int Last)[] s_cyrillic = [(0x400, 0x481)];
    private static readonly (int First, int Last)[] s_han = [(0x4E00, 0x9FA5)];
    private static readonly (int First, int Last)[] s_hiragana = [(0x3041, 0x3094)];
    private static readonly (int First, int Last)[] s_katakana = [(0x30A1, 0x30FA)];
    private static readonly (int First, int Last)[] s_hangul = [(0xAC00, 0xD7A3)];
    private static readonly (int First, int Last)[] s_cased = [.. s_latin, .. s_greek, .. s_cyrillic];
    private static readonly (int First, int Last)[] s_letters =
        [.. s_cased, (0x5D0, 0x5EA), (0x621, 0x63A), (0x641, 0x64A), (0x905, 0x939), (0xE01, 0xE30), .. s_hiragana, .. s_katakana, .. s_han, .. s_hangul];
    private static readonly (int First, int Last)[] s_ascii = [(0, 0x7F)];

    private static readonly Dictionary<string, CharacterSet> s_known = new(StringComparer.Ordinal)
    {
        ["L"] = new(s_letters), ["Letter"] = new(s_letters), ["Alphabetic"] = new(s_letters), ["Alpha"] = new(s_letters),
        ["Lu"] = Of(s_cased, UnicodeCategory.UppercaseLetter), ["Uppercase_Letter"] = Of(s_cased, UnicodeCategory.UppercaseLetter),
        ["Ll"] = Of(s_cased, UnicodeCategory.LowercaseLetter), ["Lowercase_Letter"] = Of(s_cased, UnicodeCategory.LowercaseLetter),
        ["N"] = new([('0', '9')]), ["Number"] = new([('0', '9')]), ["Nd"] = new([('0', '9')]),
        ["P"] = Of(s_ascii, char.IsPunctuation), ["Punctuation"] = Of(s_ascii, char.IsPunctuation),
        ["S"] = Of(s_ascii, char.IsSymbol), ["Symbol"] = Of(s_ascii, char.IsSymbol),
        ["Z"] = new([(' ', ' ')]), ["Zs"] = new([(' ', ' ')]), ["Separator"] = new([(' ', ' ')]),
        ["Latin"] = new(s_latin), ["Greek"] = new(s_greek), ["Cyrillic"] = new(s_cyrillic), ["Han"] = new(s_han),
        ["Hiragana"] = new(s_hiragana), ["Katakana"] = new(s_katakana), ["Hangul"] = new(s_hangul),
    };

    private static readonly HashSet<string> s_scripts = new(StringComparer.Ordinal) { "Latin", "Greek", "Cyrillic", "Han", "Hiragana", "Katakana", "Hangul" };

    /// <param name="name">What stands between the braces: a general category, or a script after "Script=" or "sc=".</param>
    /// <returns>Null for one that is not known.</returns>
    public static CharacterSet? Of(string name)
    {
        var at = name.IndexOf('=', StringComparison.Ordinal);
        var (kind, value) = (at < 0 ? "" : name[..at], name[(at + 1)..]);
        return kind is "Script" or "sc" or "Script_Extensions" or "scx" == s_scripts.Contains(value) && kind is "" or "Script" or "sc" or "Script_Extensions" or "scx" or "gc" or "General_Category"
            ? s_known.GetValueOrDefault(value) : null;
    }

    private static CharacterSet Of((int First, int Last)[] ranges, UnicodeCategory category) => Of(ranges, character => char.GetUnicodeCategory(character) == category);

    private static CharacterSet Of((int First, int Last)[] ranges, Func<char, bool> taken) =>
        new([.. ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Where(character => taken((char)character)).Select(character => (character, character))]);
}
