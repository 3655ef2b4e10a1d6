namespace Assistant.Inference.Tokenizers.Pieces;

/// <summary>Which two tokens make which third, and in which order (byte-pair encoding). Immutable.</summary>
internal sealed class MergeTable
{
    private readonly Dictionary<long, (int Rank, int Id)> _merges = [];

    /// <param name="pairs">In order of rank.</param>
    public MergeTable(IEnumerable<(string Left, string Right)> pairs, Vocabulary vocabulary, string continuationPrefix)
    {
        var rank = 0;
        foreach (var (left, right) in pairs)
        {
            var whole = right.StartsWith(continuationPrefix, StringComparison.Ordinal) ? left + right[continuationPrefix.Length..] : left + right;
            _merges[Key(vocabulary.Required(left), vocabulary.Required(right))] = (rank++, vocabulary.Required(whole));
        }
    }

    public bool TryGet(int left, int right, out (int Rank, int Id) merge) => _merges.TryGetValue(Key(left, right), out merge);

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;
}
