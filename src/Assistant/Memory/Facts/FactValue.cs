using Assistant.Text;

namespace Assistant.Memory.Facts;

/// <summary>When two values are the same one: case, width and surrounding spaces do not count.</summary>
internal static class FactValue
{
    public static string Key(string value) => UnicodeForm.Nfkc(value).Trim().ToLowerInvariant();

    public static bool Same(string one, string other) => Key(one) == Key(other);

    /// <summary>"Skoda" is meant of "Skoda Octavia", "Rex" of "dog Rex", and "the old cat" of "cat"; "tea" is not meant of "steak".</summary>
    public static bool Means(string known, string said)
    {
        var (key, words) = (Key(known), Key(said));
        return words.Length == 0 || key == words || (words.Length > 1 && (Holds(key, words) || Holds(words, key)));
    }

    /// <summary>Of tastes: who does not like tea likes no green tea; who does not like green tea may like tea.</summary>
    public static bool Includes(string said, string known)
    {
        var (key, words) = (Key(known), Key(said));
        return words.Length == 0 || key == words || (words.Length > 1 && Holds(key, words));
    }

    /// <summary>Whole words, but for an ending of many or of possession; scripts without spaces anywhere.</summary>
    private static bool Holds(string text, string words)
    {
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0 && words.Length > 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            if ((!IsLetter(words[0]) || at == 0 || !IsLetter(text[at - 1])) && (!IsLetter(words[^1]) || EndsWord(text.AsSpan(at + words.Length))))
                return true;
        }
        return false;
    }

    private static bool EndsWord(ReadOnlySpan<char> rest)
    {
        foreach (var ending in (ReadOnlySpan<string>)["", "s", "es", "'s", "’s"])
            if (rest.StartsWith(ending, StringComparison.Ordinal) && (rest.Length == ending.Length || !IsLetter(rest[ending.Length])))
                return true;
        return false;
    }

    /// <summary>Of a script that puts spaces between words.</summary>
    private static bool IsLetter(char sign) => sign < '\u2E80' && char.IsLetterOrDigit(sign);
}
