using Assistant.Text;

namespace Assistant.Agent.Grounding;

/// <summary>Where sentences end, in English and Chinese.</summary>
internal static class SentenceEnds
{
    /// <summary>True when a sentence ends with the character at <paramref name="at"/>. A point between digits or after one letter ends none.</summary>
    public static bool Is(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '。' or '！' or '？' or '\n' or '；' => true,
        '!' or '?' => at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1]),
        '.' => (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]) || text[at + 1] is '[' or '"' or '”' or ')' or '*')
            && !(at >= 1 && char.IsUpper(text[at - 1]) && (at == 1 || !char.IsLetter(text[at - 2])))
            && !IsListNumber(text, at),
        _ => false,
    };

    /// <summary>The end of a piece that starts at <paramref name="at"/> and has at most <paramref name="longest"/> characters: after a sentence, else after a space, else in between.</summary>
    public static int Cut(string text, int at, int longest)
    {
        if (text.Length - at <= longest)
            return text.Length;
        for (var end = at + longest - 1; end > at + (longest / 2); end--)
        {
            if (Is(text, end))
                return end + 1;
        }
        var space = text.LastIndexOf(' ', at + longest - 1, longest / 2);
        if (space > at)
            return space + 1;
        return at + Shortening.BeginningLength(text.AsSpan(at), longest);
    }

    private static bool IsListNumber(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
            start--;
        return start < at && at - start <= 2 && (start == 0 || text[start - 1] == '\n');
    }
}
