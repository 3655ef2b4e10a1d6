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

    private static string? Told((int Han, int Words, int Others) count) => count switch
    {
        // Japanese and Korean, which are not among the languages here, however many of their characters are shared.
        { Others: > 0 } when count.Others * 4 >= count.Han => "en",
        { Han: > 0 } => count.Han >= count.Words ? "zh" : "en",
        { Words: >= EnoughWords } => "en",
        _ => null,
    };

    private static bool IsChinese(string? locale) => locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;

    /// <returns>Chinese characters; words of other scripts; of kana and Hangul the characters.</returns>
    private static (int Han, int Words, int Others) Count(string text)
    {
        var (han, words, others, inWord) = (0, 0, 0, false);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostLooked)))
        {
            var isHan = c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf');
            var isLetter = !isHan && char.IsLetter(c);
            if (isHan)
                han++;
            if (c is (>= '\u3041' and <= '\u30fa') or (>= '\uac00' and <= '\ud7a3'))
                others++;
            if (isLetter && !inWord)
                words++;
            inWord = isLetter || (inWord && c is '\'' or '-');
        }
        return (han, words, others);
    }
}
