namespace Assistant.Memory.Facts;

/// <summary>Where a value stands in a text: as whole words, whatever the case and the spaces between them.</summary>
internal static class ValueInText
{
    /// <summary>What stands in the place of words that were forgotten.</summary>
    public const string Gone = "…";

    private const int ShortestWithDigit = 5;
    private const int ShortestWithoutSpaces = 6;

    /// <summary>Nobody says it by chance: a number, or a name of several words ("12 Elm Street", "Ada Lovelace", never "Bergen" or "teacher").</summary>
    public static bool IsDistinctive(string value)
    {
        var words = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (value.Any(char.IsDigit) && value.Length >= ShortestWithDigit) || value.Contains('@', StringComparison.Ordinal)
            || (words.Length > 1 && words.All(word => char.IsUpper(word[0]) || char.IsDigit(word[0])))
            || (words.Length == 1 && value.Length >= ShortestWithoutSpaces && value.All(c => c >= '\u3400'));
    }

    /// <summary>One of the values stands in the text.</summary>
    public static bool IsAnyIn(string text, IReadOnlyCollection<string> values)
    {
        if (values.Count == 0)
            return false;
        var plain = Spaced(text);
        return values.Any(value => Find(plain, Spaced(value), 0) >= 0);
    }

    /// <summary>The text without the value, wherever it stands; null where it does not.</summary>
    public static string? Without(string text, string value)
    {
        var (plain, said) = (Spaced(text), Spaced(value));
        var at = Find(plain, said, 0);
        if (at < 0)
            return null;
        for (; at >= 0; at = Find(plain, said, at + Gone.Length))
            plain = plain[..at] + Gone + plain[(at + said.Length)..];
        return plain;
    }

    private static int Find(string text, string value, int from)
    {
        if (value.Length == 0 || from >= text.Length)
            return -1;
        for (var at = text.IndexOf(value, from, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
            if (IsEdge(text, at - 1, value[0]) && IsEdge(text, at + value.Length, value[^1]))
                return at;
        return -1;
    }

    /// <summary>Nothing of the same word is there; in Chinese every character stands by itself.</summary>
    private static bool IsEdge(string text, int at, char beside) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]) || !char.IsLetterOrDigit(beside) || text[at] >= '\u3400' || beside >= '\u3400';

    private static string Spaced(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
