namespace Assistant.Memory.LongTerm;

/// <summary>Brings along what was said beside a hit: an answer rarely repeats the words of its question. Then weighs an item by its length.</summary>
internal static class NeighbouringEpisodes
{
    private const int UsualCost = 32;

    /// <summary>Beyond this many tokens a text is no better for being longer.</summary>
    private const int LongestCost = 128;

    /// <param name="own">What each item deserves by itself.</param>
    public static float[] Score(MemoryIndex index, RecallWeights weights, float[] own, long before)
    {
        var scores = new float[own.Length];
        var entries = index.Entries;
        float[] shares = [.. weights.Neighbours];
        var lengths = Lengths(weights.Length);
        // From the hits outwards: of a million items most have nothing to give.
        for (var item = 0; item < own.Length; item++)
        {
            if (own[item] <= 0)
                continue;
            var (previous, next) = (entries[item].Previous, entries[item].Next);
            scores[item] += own[item];
            foreach (var share in shares)
            {
                previous = Give(previous, share * own[item], scores) ? entries[previous].Previous : previous;
                next = Give(next, share * own[item], scores) ? entries[next].Next : next;
            }
        }
        for (var item = 0; item < scores.Length; item++)
        {
            if (scores[item] <= 0)
                continue;
            ref readonly var entry = ref entries[item];
            scores[item] = entry.Removed || entry.At > before ? 0 : scores[item] * lengths[Math.Min(RecallQuery.TokensAnItem + (entry.Text.Length / RecallQuery.CharactersAToken), LongestCost)];
        }
        return scores;
    }

    private static bool Give(int item, float score, float[] scores)
    {
        if (item < 0)
            return false;
        scores[item] += score;
        return true;
    }

    /// <summary>The factor for each cost in tokens: a power an item would be too slow for a million.</summary>
    private static float[] Lengths(double exponent)
    {
        var factors = new float[LongestCost + 1];
        for (var cost = 1; cost <= LongestCost; cost++)
            factors[cost] = (float)Math.Pow((double)cost / UsualCost, exponent);
        return factors;
    }
}
