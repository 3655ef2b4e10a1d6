namespace Assistant.Inference.Language.Constraints.Patterns;

/// <summary>A range of code points as sequences of byte ranges in UTF-8: it is cut where the length changes, and then until all but the last bytes that differ run over their whole range.</summary>
internal static class Utf8Sequences
{
    private static readonly (int First, int Last)[] s_lengths = [(0, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)];

    public static IEnumerable<(byte First, byte Last)[]> Of(int first, int last) =>
        from length in s_lengths
        let low = Math.Max(first, length.First)
        let high = Math.Min(last, length.Last)
        where low <= high
        from sequence in Cut(low, high)
        select sequence;

    private static IEnumerable<(byte First, byte Last)[]> Cut(int first, int last)
    {
        // The last i bytes hold 6 bits each: where higher bits differ, they must run from all zeros to all ones.
        for (var bits = 6; bits <= 18 && last > 0x7F; bits += 6)
        {
            var low = (1 << bits) - 1;
            if ((first & ~low) == (last & ~low))
                continue;
            if ((first & low) != 0)
                return Cut(first, first | low).Concat(Cut((first | low) + 1, last));
            if ((last & low) != low)
                return Cut(first, (last & ~low) - 1).Concat(Cut(last & ~low, last));
        }
        var (a, b) = (Encode(first), Encode(last));
        return [[.. a.Zip(b)]];
    }

    private static byte[] Encode(int codePoint)
    {
        var bytes = new byte[4];
        return bytes[..new System.Text.Rune(codePoint).EncodeToUtf8(bytes)];
    }
}
