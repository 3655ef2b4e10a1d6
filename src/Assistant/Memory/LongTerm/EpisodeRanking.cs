using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

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
        using var given = Given(vectors, span);
        using var own = new ItemScores(index.Count);
        var complete = AddLexical(query, lexical.Values);
        var strength = new EpisodeStrength(index, before);
        using var added = Added(named, before, strength);
        Combine(own, lexical, complete, given, added, strength);
        if (query.Count > 0 && index.Count <= Large && Expand(query, own.Values) is { Count: > 0 } expansion)
        {
            AddLexical(expansion, lexical.Values);
            Combine(own, lexical, complete, given, added, strength);
        }
        return NeighbouringEpisodes.Score(index, weights, own, before);
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

    /// <summary>What each item gets without its words: by meaning, and by the time that the question names.</summary>
    private ItemScores Given(IReadOnlyList<QuantizedVector> vectors, TimeSpanOfText? span)
    {
        var given = new ItemScores(index.Count);
        foreach (var vector in vectors)
            index.Vectors.For(vector)?.Score(vector, given);
        if (vectors.Count > 0 && index.Count > 0)
            WeighCosines(given.Values);
        if (span is not { } asked)
            return given;
        var values = given.Values;
        var at = index.Columns.At;
        var ofTime = (float)weights.Time;
        for (var item = 0; item < values.Length; item++)
            if (at[item] >= asked.From && at[item] < asked.Until)
                values[item] += ofTime;
        return given;
    }

    /// <summary>Cosines of one model lie close together: what counts is how far one stands out. The root, because a middling likeness of meaning is much more than none.</summary>
    private void WeighCosines(Span<float> cosine)
    {
        var (mean, most) = (TensorPrimitives.Sum(cosine) / cosine.Length, TensorPrimitives.Max(cosine));
        if (most - mean < 1e-6f)
        {
            cosine.Clear();
            return;
        }
        TensorPrimitives.Subtract(cosine, mean, cosine);
        TensorPrimitives.Divide(cosine, most - mean, cosine);
        TensorPrimitives.Max(cosine, 0, cosine);
        TensorPrimitives.Sqrt(cosine, cosine);
        TensorPrimitives.Multiply(cosine, (float)weights.Vector, cosine);
    }

    /// <summary>What each item gets once anything else speaks for it: by its strength and its speaker; less than anything for those that may not be found.</summary>
    private ItemScores Added(HashSet<int> named, long before, EpisodeStrength strength)
    {
        var added = new ItemScores(index.Count);
        ItemRanges.Run(index.Count, (first, end) =>
        {
            var values = added.Values[first..end];
            var at = index.Columns.At[first..end];
            var removed = index.Columns.Removed[first..end];
            EpisodeStrength.OfTelling(at, index.Columns.Repeats[first..end], strength.Now, values);
            TensorPrimitives.Multiply(values, (float)weights.Activation, values);
            for (var i = 0; i < values.Length; i++)
                if (removed[i] || at[i] > before)
                    values[i] = float.NegativeInfinity;
            if (named.Count == 0)
                return;
            var speakers = index.Columns.Speakers[first..end];
            var ofSpeaker = (float)weights.Speaker;
            for (var i = 0; i < values.Length; i++)
                if (named.Contains(speakers[i]))
                    values[i] += ofSpeaker;
        });
        return added;
    }

    private void Combine(ItemScores own, ItemScores lexical, double complete, ItemScores given, ItemScores added, EpisodeStrength strength)
    {
        var share = complete > 0 ? (float)(1 / complete) : 0;
        Combine(own.Values, lexical.Values, share, (float)weights.Lexical, given.Values, added.Values);
        foreach (var (item, uses) in strength.Used)
            if (own.Values[item] > 0)
                own.Values[item] += (float)weights.Use * strength.Gain(item, uses);
    }

    /// <summary>Never below 0. Words are squared, so that many together count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(Span<float> own, ReadOnlySpan<float> lexical, float share, float byWords, ReadOnlySpan<float> given, ReadOnlySpan<float> added)
    {
        var item = 0;
        for (; item <= own.Length - Vector<float>.Count; item += Vector<float>.Count)
        {
            var words = new Vector<float>(lexical[item..]) * share;
            var score = (words * words * byWords) + new Vector<float>(given[item..]);
            Vector.ConditionalSelect(Vector.GreaterThan(score, Vector<float>.Zero), Vector.Max(score + new Vector<float>(added[item..]), Vector<float>.Zero), Vector<float>.Zero).CopyTo(own[item..]);
        }
        for (; item < own.Length; item++)
        {
            var words = lexical[item] * share;
            var score = (words * words * byWords) + given[item];
            own[item] = score > 0 ? Math.Max(score + added[item], 0) : 0;
        }
    }

    /// <summary>Terms that the best items share and the question lacks, each weighed by its rarity.</summary>
    private Dictionary<int, double> Expand(Dictionary<int, double> query, ReadOnlySpan<float> scores)
    {
        var found = new Dictionary<int, double>();
        var terms = new List<int>();
        var common = Math.Max(CommonTerm, index.Count / CommonShare);
        foreach (var item in BestItems.Of(scores, weights.ExpansionItems))
        {
            terms.Clear();
            index.Terms.Read(index.Read(item).Text, terms);
            foreach (var term in terms.Distinct().Where(term => !query.ContainsKey(term) && index.Postings(term).Length <= common))
                found[term] = found.GetValueOrDefault(term) + (scores[item] * Math.Log(1 + ((double)index.Count / Math.Max(1, index.Postings(term).Length))));
        }
        var chosen = found.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(weights.ExpansionTerms).ToList();
        return chosen.Count == 0 ? [] : chosen.ToDictionary(pair => pair.Key, pair => weights.Expansion * pair.Value / chosen[0].Value);
    }
}
