namespace Assistant.Inference.Language.Constraints;

/// <summary>Which tokens may follow.</summary>
internal sealed class TokenSet(int vocabularySize)
{
    private readonly ulong[] _bits = new ulong[(vocabularySize + 63) / 64];

    /// <summary>Tokens that suffice to come to an end after the worst of them.</summary>
    public int MostCost { get; private set; }

    public bool IsEmpty => _bits.All(word => word == 0);

    public void Add(int id, int cost)
    {
        _bits[id >> 6] |= 1UL << (id & 63);
        MostCost = Math.Max(MostCost, cost);
    }

    public bool Contains(int id) => id >> 6 < _bits.Length && (_bits[id >> 6] >> (id & 63) & 1) != 0;

    /// <summary>The member with the highest number; -1 when there is none.</summary>
    public int Best(ReadOnlySpan<float> logits)
    {
        var best = -1;
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
            {
                var id = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(bits);
                if (id < logits.Length && (best < 0 || logits[id] > logits[best]))
                    best = id;
            }
        }
        return best;
    }
}
