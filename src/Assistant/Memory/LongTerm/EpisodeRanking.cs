using System.Numerics.Tensors;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// Scores every episode of an index for a question: BM25 and cosine, each brought to about 0..1, time, speaker, activation; a second round with the terms of the first
/// hits; then each item gets a share of its neighbours' scores. One run a question; one thread.
/// </summary>
internal sealed class EpisodeRanking(MemoryIndex index, RecallWeights weights)
{
    /// <summary>Above this there is no second round, and terms that stand in a quarter of all items are passed over.</summary>
    private const int Large = 200_000;

    /// <summary>A term in more items than this, and in more than one of so many, is not taken into the second round: it costs much and tells little.</summary>
    private const int CommonTerm = 1_000;

    private const int CommonShare = 50;

    /// <param name="question">As asked.</param>
    /// <param name="vectors">The question's vector in each model's space; empty for none.</param>
    /// <param name="span">The time that the question names; null for none.</param>
    /// <param name="before">Only what was said by then.</param>
    /// <returns>One score an item; not above 0 when nothing speaks for it. To be disposed of.</returns>
    public ItemScores Score(string question, IReadOnlyList<QuantizedVector> vectors, TimeSpanOfText? span, long before)
    {
        var terms = new List<int>();
        index.Terms.Read(question, terms);
        var query = terms.Distinct().ToDictionary(term => term, _ => 1.0);
        var named = Named(query);
        using var lexical = new ItemScores(index.Count);
        using var cosine = Cosines(vectors);
        using var own = new ItemScores(index.Count);
        var complete = AddLexical(query, lexical.Values);
        var strength = new EpisodeStrength(index, before);
        using var told = new ItemScores(index.Count);
        ItemRanges.Run(index.Count, (first, end) => EpisodeStrength.OfTelling(index.Columns.At[first..end], index.Columns.Repeats[first..end], strength.Now, told.Values[first..end]));
        Combine(own, lexical, complete, cosine, told, named, span, before, strength);
        if (query.Count > 0 && index.Count <= Large && Expand(query, own.Values) is { Count: > 0 } expansion)
        {
            AddLexical(expansion, lexical.Values);
            Combine(own, lexical, complete, cosine, told, named, span, before, strength);
        }
        return NeighbouringEpisodes.Score(index, weights, own.Values, before);
    }

    /// <summary>Whoever the question names; their names weigh less in it from here on.</summary>
    private HashSet<int> Named(Dictionary<int, double> query)
    {
        var (named, name) = (new HashSet<int>(), new List<int>());
        foreach (var speaker in index.Speakers)
        {
            name.Clear();
            index.Terms.Read(index.Name(speaker), name);
            foreach (var term in name.Where(query.ContainsKey))
            {
                named.Add(speaker);
                query[term] = weights.Name;
            }
        }
        return named;
    }

    /// <returns>What an item of usual length gets that has each term once.</returns>
    private double AddLexical(Dictionary<int, double> query, Span<float> lexical)
    {
        var (count, average, complete) = (index.Count, index.AverageTerms, 0.0);
        var lengths = index.Columns.Terms;
        var (shortest, perTerm) = ((float)(weights.K1 * (1 - weights.B)), (float)(weights.K1 * weights.B / average));
        foreach (var (term, weight) in query)
        {
            var postings = index.Postings(term);
            if (count > Large && postings.Length > count / 4 && query.Count > 1)
                continue;
            var idf = Math.Log(1 + ((count - postings.Length + 0.5) / (postings.Length + 0.5))) * weight;
            complete += idf;
            var most = (float)(idf * (weights.K1 + 1));
            foreach (var entry in postings)
            {
                var (item, times) = (Posting.Item(entry), Posting.Occurrences(entry));
                lexical[item] += most * times / (times + shortest + (perTerm * lengths[item]));
            }
        }
        return complete;
    }

    /// <returns>Null when no vector tells anything.</returns>
    private ItemScores? Cosines(IReadOnlyList<QuantizedVector> vectors)
    {
        ItemScores? scores = null;
        foreach (var vector in vectors)
            if (index.Vectors.TryGetValue(vector.Language, out var table) && table.Dimensions == vector.Values.Length)
                table.Score(vector, scores ??= new(index.Count));
        if (scores is null)
            return null;
        // Cosines of one model lie close together: what counts is how far one stands out.
        var cosine = scores.Values;
        var (mean, most) = (TensorPrimitives.Sum(cosine) / cosine.Length, TensorPrimitives.Max(cosine));
        if (most - mean < 1e-6f)
        {
            scores.Dispose();
            return null;
        }
        TensorPrimitives.Subtract(cosine, mean, cosine);
        TensorPrimitives.Divide(cosine, most - mean, cosine);
        return scores;
    }

    private void Combine(ItemScores own, ItemScores lexical, double complete, ItemScores? cosine, ItemScores told, HashSet<int> named, TimeSpanOfText? span, long before, EpisodeStrength strength)
    {
        ItemRanges.Run(index.Count, (first, end) => Combine(first, end, own.Values, lexical.Values, complete, cosine is null ? default : cosine.Values, told.Values, named, span, before));
        foreach (var (item, uses) in strength.Used)
            if (own.Values[item] > 0)
                own.Values[item] += (float)weights.Use * strength.Gain(item, uses);
    }

    private void Combine(int first, int end, Span<float> scores, ReadOnlySpan<float> lexical, double complete, ReadOnlySpan<float> cosine, ReadOnlySpan<float> told, HashSet<int> named, TimeSpanOfText? span, long before)
    {
        var share = complete > 0 ? (float)(1 / complete) : 0;
        var (from, until) = span is { } asked ? (asked.From, asked.Until) : (long.MaxValue, long.MaxValue);
        var at = index.Columns.At;
        var removed = index.Columns.Removed;
        var speakers = index.Columns.Speakers;
        var (byWords, byMeaning, ofTime, ofSpeaker) = ((float)weights.Lexical, (float)weights.Vector, (float)weights.Time, (float)weights.Speaker);
        var ofActivation = (float)weights.Activation;
        for (var item = first; item < end; item++)
        {
            // Squared, so that many words together count; the root, because a middling likeness of meaning is much more than none.
            var words = lexical[item] * share;
            var score = byWords * words * words;
            if (!cosine.IsEmpty && cosine[item] > 0)
                score += byMeaning * MathF.Sqrt(cosine[item]);
            var said = at[item];
            if (said >= from && said < until)
                score += ofTime;
            if (score > 0 && said <= before && !removed[item])
                score += (named.Count > 0 && named.Contains(speakers[item]) ? ofSpeaker : 0) + (ofActivation * told[item]);
            else
                score = 0;
            scores[item] = score;
        }
    }

    /// <summary>Terms that the best items share and the question lacks, each weighed by its rarity.</summary>
    private Dictionary<int, double> Expand(Dictionary<int, double> query, ReadOnlySpan<float> scores)
    {
        var found = new Dictionary<int, double>();
        var terms = new List<int>();
        var common = Math.Max(CommonTerm, index.Count / CommonShare);
        foreach (var item in Best(scores, weights.ExpansionItems))
        {
            terms.Clear();
            index.Terms.Read(index.Read(item).Text, terms);
            foreach (var term in terms.Distinct().Where(term => !query.ContainsKey(term) && index.Postings(term).Length <= common))
                found[term] = found.GetValueOrDefault(term) + (scores[item] * Math.Log(1 + ((double)index.Count / Math.Max(1, index.Postings(term).Length))));
        }
        var chosen = found.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(weights.ExpansionTerms).ToList();
        return chosen.Count == 0 ? [] : chosen.ToDictionary(pair => pair.Key, pair => weights.Expansion * pair.Value / chosen[0].Value);
    }

    /// <summary>The best items above 0, best first; of equals the older.</summary>
    public static List<int> Best(ReadOnlySpan<float> scores, int most)
    {
        var queue = new PriorityQueue<int, (float, int)>(most + 1);
        var least = 0f;
        for (var item = 0; item < scores.Length; item++)
        {
            if (scores[item] <= least)
                continue;
            queue.Enqueue(item, (scores[item], -item));
            if (queue.Count > most)
                queue.Dequeue();
            if (queue.Count == most && queue.TryPeek(out _, out var last))
                least = last.Item1;
        }
        var best = new List<int>(queue.Count);
        while (queue.TryDequeue(out var item, out _))
            best.Add(item);
        best.Reverse();
        return best;
    }
}
