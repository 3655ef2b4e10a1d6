namespace Assistant.Text;

/// <summary>A Chinese message to be asked for words: simplified characters in one run, Latin letters in lower case, no spaces and marks.</summary>
internal static class HanWords
{
    public static bool AreIn(string message) => message.Any(sign => sign is >= '\u4e00' and <= '\u9fff');

    public static string Of(string message) => string.Concat(ChineseScript.SimplifiedInPlace(message.ToLowerInvariant()).Where(char.IsLetterOrDigit));

    public static bool Has(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text.Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }
}
