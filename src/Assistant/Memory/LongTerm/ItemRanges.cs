namespace Assistant.Memory.LongTerm;

/// <summary>Work over every item. From a hundred thousand or so on, several cores read the memory faster than one; never all of a large machine.</summary>
internal static class ItemRanges
{
    private const int Size = 1 << 15;
    private const int Many = 3 * Size;
    private static readonly ParallelOptions s_parallel = new() { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) };

    /// <param name="work">Gets the first item of a range and the one after its last; ranges may be worked on at the same time.</param>
    public static void Run(int count, Action<int, int> work)
    {
        if (count <= Many)
            work(0, count);
        else
            Parallel.For(0, (count + Size - 1) / Size, s_parallel, range => work(range * Size, Math.Min(count, (range + 1) * Size)));
    }
}
