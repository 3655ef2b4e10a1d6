namespace Assistant.Memory.LongTerm;

/// <summary>Brings along what was said beside a hit: an answer rarely repeats the words of its question. Then weighs an item by its length.</summary>
internal static class NeighbouringEpisodes
{
    private const int UsualCost = 32;

    /// <summary>Beyond this many tokens a text is no better for being longer.</summary>
    private const int LongestCost = 128;

    /// <param name="own">What each item deserves by itself.</param>
    public static ItemScores Score(MemoryIndex index, RecallWeights weights, ReadOnlySpan<float> own, long before)
    {
        var result = new ItemScores(own.Length);
        var scores = result.Values;
        var columns = index.Columns;
        var at = columns.At;
        var removed = columns.Removed;
        var costs = columns.Costs;
        float[] shares = [.. weights.Neighbours];
        var lengths = Lengths(weights.Length);
        // From the hits outwards: of a million items most have nothing to give.
        for (var item = 0; item < own.Length; item++)
        {
            if (own[item] <= 0)
                continue;
            scores[item] += own[item];
            Give(item, own[item], shares, columns.Previous, scores);
            Give(item, own[item], shares, columns.Next, scores);
        }
        for (var item = 0; item < scores.Length; item++)
            if (scores[item] > 0)
                scores[item] = removed[item] || at[item] > before ? 0 : scores[item] * lengths[costs[item]];
        return result;
    }

    private static void Give(int item, float own, float[] shares, ReadOnlySpan<int> beside, Span<float> scores)
    {
        foreach (var share in shares)
        {
            if ((item = beside[item]) < 0)
                return;
            scores[item] += share * own;
        }
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
