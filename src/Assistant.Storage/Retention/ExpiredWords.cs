namespace Assistant.Storage.Retention;

/// <summary>Words of expired readings, to be found again in what was made from them: passages of at least twelve characters, or six of Chinese, by how they begin.</summary>
internal sealed class ExpiredWords
{
    private const int Shortest = 6, ShortestOfLetters = 12, Longest = 16;
    private readonly HashSet<string>[] _beginnings = [.. Enumerable.Range(Shortest, Longest - Shortest + 1).Select(_ => new HashSet<string>(StringComparer.Ordinal))];

    public void Add(string passage)
    {
        var text = passage.AsSpan().Trim();
        if (text.Length >= (IsChinese(text) ? Shortest : ShortestOfLetters))
            _beginnings[Math.Min(text.Length, Longest) - Shortest].Add(text[..Math.Min(text.Length, Longest)].ToString());
    }

    public bool AreIn(ReadOnlySpan<char> text)
    {
        for (var length = Shortest; length <= Longest; length++)
        {
            if (_beginnings[length - Shortest] is not { Count: > 0 } beginnings)
                continue;
            var known = beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var at = 0; at + length <= text.Length; at++)
                if (known.Contains(text.Slice(at, length)))
                    return true;
        }
        return false;
    }

    private static bool IsChinese(ReadOnlySpan<char> text) => text.ContainsAnyInRange('\u3400', '\u9FFF');
}
