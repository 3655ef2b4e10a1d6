namespace Assistant.Memory.LongTerm;

/// <summary>What ranking reads of every item, a column each: of a million items a walk over whole records would read ten times as much memory. One thread at a time.</summary>
internal sealed class EpisodeColumns
{
    /// <summary>An item that nobody stands beside.</summary>
    public const int None = -1;

    /// <summary>More tellings of the same weigh no less than this one.</summary>
    public const int MostRepeats = 15;

    public const int MostBehind = 3;

    private long[] _at = new long[16];
    private int[] _terms = new int[16];
    private int[] _speakers = new int[16];
    private int[] _previous = new int[16];
    private int[] _next = new int[16];
    private byte[] _costs = new byte[16];
    private byte[] _repeats = new byte[16];
    private byte[] _behind = new byte[16];
    private bool[] _removed = new bool[16];

    public int Count { get; private set; }

    /// <summary>When it was said: milliseconds since 1970.</summary>
    public ReadOnlySpan<long> At => _at.AsSpan(0, Count);

    /// <summary>How many terms its text has.</summary>
    public ReadOnlySpan<int> Terms => _terms.AsSpan(0, Count);

    public ReadOnlySpan<int> Speakers => _speakers.AsSpan(0, Count);

    /// <summary>The neighbour before it in its conversation, or <see cref="None"/>.</summary>
    public ReadOnlySpan<int> Previous => _previous.AsSpan(0, Count);

    public ReadOnlySpan<int> Next => _next.AsSpan(0, Count);

    /// <summary>Tokens that it costs, at most 255.</summary>
    public ReadOnlySpan<byte> Costs => _costs.AsSpan(0, Count);

    /// <summary>How often the same had been said before, at most <see cref="MostRepeats"/>.</summary>
    public ReadOnlySpan<byte> Repeats => _repeats.AsSpan(0, Count);

    /// <summary>How many of the items just before it, at most <see cref="MostBehind"/>, are its neighbours in its conversation one after the other: then none has to be looked up.</summary>
    public ReadOnlySpan<byte> Behind => _behind.AsSpan(0, Count);

    public ReadOnlySpan<bool> Removed => _removed.AsSpan(0, Count);

    public void Add(long at, int terms, int speaker, int previous, int cost, byte repeats)
    {
        if (Count == _at.Length)
            Grow(Count + (Count < 1 << 16 ? Count : Count / 2));
        if (previous != None)
            _next[previous] = Count;
        (_at[Count], _terms[Count], _speakers[Count], _previous[Count], _next[Count]) = (at, terms, speaker, previous, None);
        (_costs[Count], _repeats[Count], _removed[Count]) = ((byte)Math.Min(cost, byte.MaxValue), repeats, false);
        _behind[Count] = previous == None || previous != Count - 1 ? (byte)0 : (byte)Math.Min(_behind[previous] + 1, MostBehind);
        Count++;
    }

    public void Remove(int item) => _removed[item] = true;

    private void Grow(int size)
    {
        Array.Resize(ref _at, size);
        Array.Resize(ref _terms, size);
        Array.Resize(ref _speakers, size);
        Array.Resize(ref _previous, size);
        Array.Resize(ref _next, size);
        Array.Resize(ref _costs, size);
        Array.Resize(ref _repeats, size);
        Array.Resize(ref _behind, size);
        Array.Resize(ref _removed, size);
    }
}
