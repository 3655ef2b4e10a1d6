namespace Assistant.MediaWorker.Documents;

/// <summary>Cuts a long text into pieces, at the end of a sentence where there is one, else at a space, else anywhere but inside a character.</summary>
internal static class LongText
{
    private const string SentenceEnds = "。！？!?\n";

    public static IEnumerable<string> Pieces(string text, int longest)
    {
        var start = 0;
        while (text.Length - start > longest)
        {
            var end = start + Cut(text.AsSpan(start, longest));
            yield return text[start..end].Trim();
            start = end;
        }
        yield return text[start..].Trim();
    }

    private static int Cut(ReadOnlySpan<char> window)
    {
        var half = window.Length / 2;
        var space = 0;
        for (var i = window.Length - 1; i >= half; i--)
        {
            if (SentenceEnds.Contains(window[i]) || (window[i] == ' ' && window[i - 1] == '.'))
                return i + 1;
            if (space == 0 && char.IsWhiteSpace(window[i]))
                space = i + 1;
        }
        if (space > 0)
            return space;
        return char.IsHighSurrogate(window[^1]) ? window.Length - 1 : window.Length;
    }
}
