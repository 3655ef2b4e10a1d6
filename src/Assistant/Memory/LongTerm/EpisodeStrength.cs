using System.Numerics.Tensors;
using Assistant.Memory.Facts;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// Activation of an index's episodes (<see cref="Activation"/>): S = h^r age^-1/2 + Σ age of use^-1/2, in seconds, where r is how often the same had been said before.
/// Told apart from its logarithm B = ln S, as 1 / (1 + e^(-(B + 7) / 2)), which ranking needs, is 1 / (1 + e^-3.5 / √S), without a logarithm an item.
/// Ages are counted from the newest trace of the memory: one that nobody touched for a year ranks as it did.
/// </summary>
internal sealed class EpisodeStrength
{
    /// <summary>e^(-7/2): an activation of -7, a trace of two weeks, counts half.</summary>
    private const float Middle = 0.030197383f;

    private static readonly long s_end = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static readonly float[] s_habituation = [.. Enumerable.Range(0, EpisodeColumns.MostRepeats + 1).Select(repeats => (float)Math.Pow(Activation.Habituation, -0.5 * repeats))];

    private readonly MemoryIndex _index;

    public EpisodeStrength(MemoryIndex index, long before)
    {
        _index = index;
        Now = Math.Min(before, Math.Max(index.NewestAt, index.Uses.Newest == DateTimeOffset.MinValue ? 0 : index.Uses.Newest.ToUnixTimeMilliseconds()));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Now, 0, s_end));
        // Of what was known at a time, none was used since.
        foreach (var id in before >= s_end ? index.Uses.Ids : [])
            if (index.Find(id) is { } item)
                Used.Add((item, index.Uses.Sum(id, now)));
    }

    /// <summary>Milliseconds since 1970.</summary>
    public long Now { get; }

    /// <summary>Items that were used, and their sums over uses.</summary>
    public List<(int Item, double Sum)> Used { get; } = [];

    /// <summary>0 to 1 an item: of traces alone, never used. A hundred thousand are worked out for each question.</summary>
    /// <param name="at">When each was told, milliseconds.</param>
    public static void OfTelling(ReadOnlySpan<long> at, ReadOnlySpan<byte> repeats, long now, Span<float> strengths)
    {
        for (var i = 0; i < strengths.Length; i++)
            strengths[i] = MathF.Max(1, (now - at[i]) * 0.001f);
        TensorPrimitives.Sqrt(strengths, strengths);
        TensorPrimitives.Sqrt(strengths, strengths);
        for (var i = 0; i < strengths.Length; i++)
            strengths[i] *= Middle * s_habituation[repeats[i]];
        TensorPrimitives.Add(strengths, 1, strengths);
        TensorPrimitives.Divide(1, strengths, strengths);
    }

    /// <summary>What being used adds to <see cref="OfTelling"/>.</summary>
    public float Gain(int item, double uses)
    {
        var (told, used) = (Told(item), Told(item) + uses);
        return (float)((1 / (1 + (Middle / Math.Sqrt(used)))) - (1 / (1 + (Middle / Math.Sqrt(told)))));
    }

    /// <summary>The weakest items, beyond a budget; empty while there is room. Of equals the older go first.</summary>
    public IReadOnlyList<int> Beyond(int items, long bytes)
    {
        if (_index.Living <= items && _index.TextBytes <= bytes)
            return [];
        var used = Used.ToDictionary(each => each.Item, each => each.Sum);
        // One number each that sorts by strength, then by place: as whole numbers, floats above 0 are in the same order.
        var (order, count) = (new ulong[_index.Living], 0);
        for (var item = 0; item < _index.Count; item++)
            if (!_index.Columns.Removed[item])
                order[count++] = ((ulong)BitConverter.SingleToUInt32Bits((float)(Told(item) + used.GetValueOrDefault(item))) << 32) | (uint)item;
        Array.Sort(order);
        var (kept, size) = (0, 0L);
        while (kept < count && kept < items && (size += _index[(int)(uint)order[count - 1 - kept]].Text.Length) <= bytes)
            kept++;
        return [.. order[..(count - kept)].Select(each => (int)(uint)each)];
    }

    private double Told(int item) => Math.Pow(Activation.Habituation, _index.Columns.Repeats[item]) / Math.Sqrt(Math.Max(1, (Now - _index.Columns.At[item]) * 0.001));
}
