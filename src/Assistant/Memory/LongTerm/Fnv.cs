namespace Assistant.Memory.LongTerm;

/// <summary>FNV-1a of 64 bits (Fowler, Noll, Vo), mixed at the end: for tables of a person's own words and ids, where two of a million that fall together are one in 10^7.</summary>
internal static class Fnv
{
    public const ulong Start = 14695981039346656037UL;
    public const ulong Prime = 1099511628211UL;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Start;
        foreach (var each in bytes)
            hash = (hash ^ each) * Prime;
        hash ^= hash >> 32;
        return hash * 0x9E3779B97F4A7C15UL;
    }
}
