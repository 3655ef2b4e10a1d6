namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>WordPiece: from the left, always the longest token that fits; a word of which a part is unknown is unknown. Immutable.</summary>
internal sealed class WordPieceModel : IPieceModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _starts;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _continuations;
    private readonly int _longest;
    private readonly int _unknown;
    private readonly int _maxCharacters;

    /// <param name="prefix">Marks tokens that continue a word, e.g. "##".</param>
    /// <param name="maxCharacters">A longer word is unknown.</param>
    public WordPieceModel(IEnumerable<KeyValuePair<string, int>> vocabulary, string prefix, int unknown, int maxCharacters)
    {
        var (starts, continuations) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var (token, id) in vocabulary)
        {
            starts[token] = id;
            if (token.StartsWith(prefix, StringComparison.Ordinal))
                continuations[token[prefix.Length..]] = id;
            _longest = Math.Max(_longest, token.Length);
        }
        _starts = starts.GetAlternateLookup<ReadOnlySpan<char>>();
        _continuations = continuations.GetAlternateLookup<ReadOnlySpan<char>>();
        (_unknown, _maxCharacters) = (unknown, maxCharacters);
    }

    public void Append(ReadOnlySpan<char> piece, List<int> ids)
    {
        var before = ids.Count;
        if (!IsTooLong(piece))
            for (var start = 0; ;)
            {
                var end = Longest(piece, start, out var id);
                if (end == start)
                    break;
                ids.Add(id);
                start = end;
                if (end == piece.Length)
                    return;
            }
        ids.RemoveRange(before, ids.Count - before);
        ids.Add(_unknown);
    }

    private int Longest(ReadOnlySpan<char> piece, int start, out int id)
    {
        var tokens = start == 0 ? _starts : _continuations;
        for (var end = Math.Min(piece.Length, start + _longest); end > start; end--)
            if (tokens.TryGetValue(piece[start..end], out id))
                return end;
        id = 0;
        return start;
    }

    private bool IsTooLong(ReadOnlySpan<char> piece)
    {
        if (piece.Length <= _maxCharacters)
            return false;
        var characters = 0;
        foreach (var unit in piece)
            if (!char.IsLowSurrogate(unit) && ++characters > _maxCharacters)
                return true;
        return false;
    }
}
