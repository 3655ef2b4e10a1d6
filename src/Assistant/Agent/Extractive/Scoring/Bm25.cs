using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Scoring;

/// <summary>Okapi BM25 over the passages of one piece of evidence: stems of Latin words, pairs of Chinese characters. Immutable once built.</summary>
internal sealed class Bm25
{
    private const double K1 = 1.2;
    private const double B = 0.6;
    private readonly Dictionary<string, List<(int Passage, int Count)>> _postings = new(StringComparer.Ordinal);
    private readonly int[] _lengths;
    private readonly double _meanLength;

    public Bm25(IReadOnlyList<Passage> passages)
    {
        _lengths = new int[passages.Count];
        for (var i = 0; i < passages.Count; i++)
        {
            var tokens = Tokens($"{passages[i].Label} {passages[i].Text} {passages[i].Row} {passages[i].Role}");
            _lengths[i] = tokens.Count;
            foreach (var group in tokens.GroupBy(t => t))
            {
                if (!_postings.TryGetValue(group.Key, out var list))
                    _postings[group.Key] = list = [];
                list.Add((i, group.Count()));
            }
        }
        _meanLength = Math.Max(1, _lengths.Length == 0 ? 1 : _lengths.Average());
    }

    /// <summary>Passages with a token of the query, and their scores.</summary>
    public Dictionary<int, double> Score(IEnumerable<(string Token, double Weight)> query)
    {
        var scores = new Dictionary<int, double>();
        foreach (var (token, weight) in query)
        {
            if (!_postings.TryGetValue(token, out var list))
                continue;
            var idf = Math.Log(1 + (_lengths.Length - list.Count + 0.5) / (list.Count + 0.5));
            foreach (var (passage, count) in list)
                scores[passage] = scores.GetValueOrDefault(passage) + weight * idf * count * (K1 + 1) / (count + K1 * (1 - B + B * _lengths[passage] / _meanLength));
        }
        return scores;
    }

    public static List<string> Tokens(string text) => Tokens(WordSplitter.Split(text));

    public static List<string> Tokens(IReadOnlyList<Word> words)
    {
        var tokens = new List<string>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            if (!words[i].IsHan)
                tokens.Add(words[i].Root);
            else if (i + 1 < words.Count && words[i + 1].IsHan && words[i + 1].Start == words[i].End)
                tokens.Add(words[i].Text + words[i + 1].Text);
        }
        return tokens;
    }
}
