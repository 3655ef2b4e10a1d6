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
        var lengths = Lengths(weights.Length);
        for (var item = 0; item < own.Length; item++)
        {
            ref readonly var entry = ref entries[item];
            if (entry.Removed || entry.At > before)
                continue;
            var (score, previous, next) = (own[item], entry.Previous, entry.Next);
            foreach (var share in weights.Neighbours)
            {
                score += share * ((previous < 0 ? 0 : own[previous]) + (next < 0 ? 0 : own[next]));
                previous = previous < 0 ? previous : entries[previous].Previous;
                next = next < 0 ? next : entries[next].Next;
            }
            scores[item] = score * lengths[Math.Min(RecallQuery.TokensAnItem + (entry.Text.Length / RecallQuery.CharactersAToken), LongestCost)];
        }
        return scores;
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
