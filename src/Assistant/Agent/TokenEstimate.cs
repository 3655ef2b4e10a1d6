namespace Assistant.Agent;

/// <summary>
/// How many tokens a text takes, on the safe side, without a tokenizer: one for each three Latin letters begun, one a digit, sign, line end or further space,
/// two a Chinese or Japanese character or a letter with an accent (vocabularies made for English cut these in two), three a letter of other scripts, and one for the text.
/// Measured on 1,002 texts of 23 kinds against Llama, SmolLM2 and Whisper: English prose 1.5 to 1.6 times what they count, Chinese 1.1 to 1.5 times,
/// code 1.2 to 1.4 times; less than they count (down to 0.93) only in letters of random case and words without end.
/// </summary>
internal static class TokenEstimate
{
    private const int LettersAToken = 3;

    public static int Of(ReadOnlySpan<char> text)
    {
        var (tokens, letters, previous) = (1L, 0, '\0');
        foreach (var c in text)
        {
            var isLetter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            tokens += isLetter ? (letters % LettersAToken == 0 ? 1 : 0) : OfOther(c, previous);
            letters = isLetter ? letters + 1 : 0;
            previous = c;
        }
        return (int)Math.Min(int.MaxValue, tokens);
    }

    private static int OfOther(char c, char previous) => c switch
    {
        ' ' => previous == ' ' ? 1 : 0,
        < '\u0080' => 1,
        < '\u0590' or (>= '\u2e80' and <= '\u9fff') or (>= '\ud800' and <= '\udfff') => 2,
        _ => 3,
    };
}
