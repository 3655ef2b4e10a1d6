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
        _entries ??= new uint[2];
        if (Count > 0 && Item(_entries[Count - 1]) == item)
        {
            if (Occurrences(_entries[Count - 1]) < MostCounted)
                _entries[Count - 1]++;
            return;
        }
        if (Count == _entries.Length)
            Array.Resize(ref _entries, Count < 1024 ? Count * 2 : Count + (Count / 2));
        _entries[Count++] = ((uint)item << CountBits) | 1;
    }

    public static int Item(uint entry) => (int)(entry >> CountBits);

    public static int Occurrences(uint entry) => (int)(entry & MostCounted);
}
