using System.Runtime.InteropServices;

namespace Assistant.Tools.Search;

/// <summary>BM25 over a handful of short texts, built for one question and thrown away. Not thread-safe.</summary>
internal sealed class LexicalIndex
{
    private const double K1 = 1.2;
    private const double B = 0.6;
    private const int MaxQueryTerms = 64;
    private readonly List<Dictionary<string, int>> _texts = [];
    private readonly List<int> _lengths = [];
    private readonly Dictionary<string, int> _inTexts = [];
    private long _total;

    public int Count => _texts.Count;

    public void Add(string text)
    {
        var counts = new Dictionary<string, int>();
        var terms = SearchTerms.Of(text);
        foreach (var term in terms)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out var known);
            count++;
            if (!known)
                CollectionsMarshal.GetValueRefOrAddDefault(_inTexts, term, out _)++;
        }
        _texts.Add(counts);
        _lengths.Add(terms.Count);
        _total += terms.Count;
    }

    /// <summary>One score a text, in the order of adding; 0 when no word is shared.</summary>
    public double[] Score(string query)
    {
        var scores = new double[_texts.Count];
        var average = Math.Max(1.0, (double)_total / Math.Max(1, _texts.Count));
        foreach (var term in SearchTerms.Of(query).Distinct().Take(MaxQueryTerms))
        {
            if (!_inTexts.TryGetValue(term, out var inTexts))
                continue;
            var rarity = Math.Log(1 + ((_texts.Count - inTexts + 0.5) / (inTexts + 0.5)));
            for (var i = 0; i < scores.Length; i++)
            {
                if (_texts[i].TryGetValue(term, out var count))
                    scores[i] += rarity * count * (K1 + 1) / (count + (K1 * (1 - B + (B * _lengths[i] / average))));
            }
        }
        return scores;
    }
}
