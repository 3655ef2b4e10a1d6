using Assistant.Memory;

namespace Assistant.Conversations;

/// <summary>Chooses the language of an answer, "en" or "zh": by the script of the message; a message too short to tell keeps the conversation's language, then the client's.</summary>
internal static class LanguageGuess
{
    public static string Of(string text, string? locale, WorkingMemoryState memory)
    {
        var (han, words) = Count(text);
        if (han > 0)
            return han >= words ? "zh" : "en";
        if (words >= 3)
            return "en";
        var spoken = memory.Turns is [.., var last] ? last.Language : null;
        if (words == 0)
            return spoken ?? OfLocale(locale);
        return spoken ?? (OfLocale(locale) == "zh" && words < 2 ? "zh" : "en");
    }

    private static string OfLocale(string? locale) => locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? "zh" : "en";

    private static (int Han, int Words) Count(string text)
    {
        var (han, words, inWord) = (0, 0, false);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 2_000)))
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
