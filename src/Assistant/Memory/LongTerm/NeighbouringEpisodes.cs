using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assistant.Memory.LongTerm;

/// <summary>Brings along what was said beside a hit: an answer rarely repeats the words of its question. Then weighs an item by its length.</summary>
internal static class NeighbouringEpisodes
{
    private const int UsualCost = 32;

    private const int Lanes = 8;

    /// <summary>Beyond this many tokens a text is no better for being longer.</summary>
    private const int LongestCost = 128;

    /// <param name="own">What each item deserves by itself; none below 0.</param>
    public static ItemScores Score(MemoryIndex index, RecallWeights weights, ItemScores own, long before)
    {
        var result = new ItemScores(index.Count);
        float[] shares = [.. weights.Neighbours];
        var lengths = Lengths(weights.Length);
        var isAll = before >= index.NewestAt;
        ItemRanges.Run(index.Count, (first, end) => Score(index.Columns, shares, lengths, own.Values, before, isAll, first, end, result.Values));
        return result;
    }

    /// <summary>What an item gets is gathered, not what it gives away spread: no two ranges write to one place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(EpisodeColumns columns, float[] shares, float[] lengths, ReadOnlySpan<float> own, long before, bool isAll, int first, int end, Span<float> scores)
    {
        var previous = columns.Previous;
        var next = columns.Next;
        var behind = columns.Behind;
        var at = columns.At;
        var removed = columns.Removed;
        var costs = columns.Costs;
        var isUsual = shares.Length == EpisodeColumns.MostBehind;
        var (one, two, three) = isUsual ? (shares[0], shares[1], shares[2]) : default;
        for (var item = first; item < end; item++)
        {
            for (; isUsual && isAll && item + Lanes <= end && AreSideBySide(behind, item) && !removed.Slice(item, Lanes).Contains(true); item += Lanes)
                ScoreSideBySide(own[(item - EpisodeColumns.MostBehind)..], one, two, three, costs.Slice(item, Lanes), lengths, scores[item..]);
            if (item == end)
                break;
            // Mostly they lie side by side, and then none has to be looked up.
            float score;
            if (isUsual && behind[item] == EpisodeColumns.MostBehind && item + EpisodeColumns.MostBehind < behind.Length && behind[item + EpisodeColumns.MostBehind] == EpisodeColumns.MostBehind)
            {
                var around = own.Slice(item - EpisodeColumns.MostBehind, (2 * EpisodeColumns.MostBehind) + 1);
                score = around[3] + (one * (around[2] + around[4])) + (two * (around[1] + around[5])) + (three * (around[0] + around[6]));
            }
            else
            {
                score = own[item] + Gather(item, shares, previous, own) + Gather(item, shares, next, own);
            }
            if (score > 0 && !removed[item] && at[item] <= before)
                scores[item] = score * lengths[costs[item]];
        }
    }

    /// <summary>So many items, and the three on either side of them, are one after the other of one conversation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreSideBySide(ReadOnlySpan<byte> behind, int item) =>
        item + Lanes + EpisodeColumns.MostBehind <= behind.Length && Vector64.Create(behind[item..]) == Vector64.Create((byte)EpisodeColumns.MostBehind)
        && Vector64.Create(behind[(item + EpisodeColumns.MostBehind)..]) == Vector64.Create((byte)EpisodeColumns.MostBehind);

    /// <summary>What <see cref="Score(EpisodeColumns, float[], float[], ReadOnlySpan{float}, long, bool, int, int, Span{float})"/> gives one by one, in the same order of sums.</summary>
    /// <param name="own">From the third item before.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ScoreSideBySide(ReadOnlySpan<float> own, float one, float two, float three, ReadOnlySpan<byte> costs, float[] lengths, Span<float> scores)
    {
        var factors = Vector256.Create(lengths[costs[0]], lengths[costs[1]], lengths[costs[2]], lengths[costs[3]], lengths[costs[4]], lengths[costs[5]], lengths[costs[6]], lengths[costs[7]]);
        var sum = At(own, 3) + (one * (At(own, 2) + At(own, 4))) + (two * (At(own, 1) + At(own, 5))) + (three * (At(own, 0) + At(own, 6)));
        (sum * factors).CopyTo(scores);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ReadOnlySpan<float> own, int item) => Vector256.Create(own[item..]);

    private static float Gather(int item, float[] shares, ReadOnlySpan<int> beside, ReadOnlySpan<float> own)
    {
        var sum = 0f;
        foreach (var share in shares)
        {
            if ((item = beside[item]) < 0)
                break;
            sum += share * own[item];
        }
        return sum;
    }

    /// <summary>The factor for each cost in tokens: a power an item would be too slow for a million.</summary>
    private static float[] Lengths(double exponent)
    {
        var factors = new float[byte.MaxValue + 1];
        for (var cost = 1; cost < factors.Length; cost++)
            factors[cost] = (float)Math.Pow((double)Math.Min(cost, LongestCost) / UsualCost, exponent);
        return factors;
    }
}
