using System.Runtime.CompilerServices;

namespace Assistant.Memory.LongTerm;

/// <summary>Brings along what was said beside a hit: an answer rarely repeats the words of its question. Then weighs an item by its length.</summary>
internal static class NeighbouringEpisodes
{
    private const int UsualCost = 32;

    /// <summary>Beyond this many tokens a text is no better for being longer.</summary>
    private const int LongestCost = 128;

    /// <param name="own">What each item deserves by itself; none below 0.</param>
    public static ItemScores Score(MemoryIndex index, RecallWeights weights, ItemScores own, long before)
    {
        var result = new ItemScores(index.Count);
        float[] shares = [.. weights.Neighbours];
        var lengths = Lengths(weights.Length);
        ItemRanges.Run(index.Count, (first, end) => Score(index.Columns, shares, lengths, own.Values, before, first, end, result.Values));
        return result;
    }

    /// <summary>What an item gets is gathered, not what it gives away spread: no two ranges write to one place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Score(EpisodeColumns columns, float[] shares, float[] lengths, ReadOnlySpan<float> own, long before, int first, int end, Span<float> scores)
    {
        var previous = columns.Previous;
        var next = columns.Next;
        var behind = columns.Behind;
        var at = columns.At;
        var removed = columns.Removed;
        var costs = columns.Costs;
        for (var item = first; item < end; item++)
        {
            var score = own[item];
            var stretch = shares.Length;
            // Mostly they lie side by side.
            if (stretch == EpisodeColumns.MostBehind && behind[item] == stretch)
                score += (shares[0] * own[item - 1]) + (shares[1] * own[item - 2]) + (shares[2] * own[item - 3]);
            else
                score += Gather(item, shares, previous, own);
            if (stretch == EpisodeColumns.MostBehind && item + stretch < behind.Length && behind[item + stretch] == stretch)
                score += (shares[0] * own[item + 1]) + (shares[1] * own[item + 2]) + (shares[2] * own[item + 3]);
            else
                score += Gather(item, shares, next, own);
            if (score > 0 && !removed[item] && at[item] <= before)
                scores[item] = score * lengths[costs[item]];
        }
    }

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
