namespace Assistant.Memory.LongTerm;

/// <summary>Where a term occurs: item and count packed into 32 bits each, in the order of the items.</summary>
internal struct Posting
{
    private const int CountBits = 5;
    private const int MostCounted = (1 << CountBits) - 1;

    /// <summary>Items that one index can hold.</summary>
    public const int MostItems = 1 << (32 - CountBits);

    private uint[] _entries;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<uint> Entries => _entries.AsSpan(0, Count);

    public void Add(int item)
    {
        if (Count > 0 && Item(_entries[Count - 1]) == item)
        {
            if (Occurrences(_entries[Count - 1]) < MostCounted)
                _entries[Count - 1]++;
            return;
        }
        Reserve(1);
        _entries[Count++] = ((uint)item << CountBits) | 1;
    }

    /// <summary>Of later items: <paramref name="entries"/> with <paramref name="first"/> added to each item.</summary>
    public void Add(ReadOnlySpan<uint> entries, int first)
    {
        Reserve(entries.Length);
        var shift = (uint)first << CountBits;
        var into = _entries.AsSpan(Count, entries.Length);
        for (var i = 0; i < into.Length; i++)
            into[i] = entries[i] + shift;
        Count += entries.Length;
    }

    /// <summary>The same where each item has got a number of its own; those below 0 are left out.</summary>
    public void Add(ReadOnlySpan<uint> entries, ReadOnlySpan<int> items)
    {
        Reserve(entries.Length);
        foreach (var entry in entries)
            if (items[Item(entry)] is >= 0 and var item)
                _entries[Count++] = ((uint)item << CountBits) | (uint)Occurrences(entry);
    }

    public static int Item(uint entry) => (int)(entry >> CountBits);

    public static int Occurrences(uint entry) => (int)(entry & MostCounted);

    private void Reserve(int more)
    {
        if (_entries is null)
            _entries = new uint[Math.Max(2, more)];
        else if (Count + more > _entries.Length)
            Array.Resize(ref _entries, Math.Max(Count + more, Count < 1024 ? Count * 2 : Count + (Count / 2)));
    }
}
