namespace Assistant.Benchmarks.Speech;

/// <summary>What errors are counted in: English as words with numbers spelled out, Chinese a character a word, others as words.</summary>
internal static class SpokenUnits
{
    public static string Of(string language, string text) =>
        language == "en" ? SpokenNumbers.Expand(text)
        : language == "zh" ? string.Join(' ', text.EnumerateRunes().Where(rune => System.Text.Rune.IsLetterOrDigit(rune)))
        : text;
}
