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
    private static void Score(EpisodeColumns columns, float[] shares, float[] lengths, ReadOnlySpan<float> own, long before, int first, int end, Span<float> scores)
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
