namespace Assistant.Text;

/// <summary>The language of a text, "en" or "zh", by its script: that of a message, or of what is to be spoken, embedded or encoded.</summary>
public static class TextLanguage
{
    private const int MostLooked = 2_000;
    private const int EnoughWords = 3;

    /// <param name="locale">The client's, BCP 47; decides where the text is too short to tell. Null where there is none.</param>
    public static string Of(string text, string? locale)
    {
        var count = Count(text);
        return Told(count) ?? (IsChinese(locale) && count.Words < 2 ? "zh" : "en");
    }

    /// <summary>Null when it is too short to tell.</summary>
    internal static string? Told(string text) => Told(Count(text));

    private static string? Told((int Han, int Words) count) => count switch
    {
        { Han: > 0 } => count.Han >= count.Words ? "zh" : "en",
        { Words: >= EnoughWords } => "en",
        _ => null,
    };

    private static bool IsChinese(string? locale) => locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;

    private static (int Han, int Words) Count(string text)
    {
        var (han, words, inWord) = (0, 0, false);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostLooked)))
        {
            var isHan = c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf');
            var isLetter = !isHan && char.IsLetter(c);
            if (isHan)
                han++;
            if (isLetter && !inWord)
                words++;
            inWord = isLetter || (inWord && c is '\'' or '-');
        }
        return (han, words);
    }
}
