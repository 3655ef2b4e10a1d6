using System.Runtime.InteropServices;

namespace Assistant.Benchmarks.Ocr;

/// <summary>
/// The share of the truth's words that stand in what was read; each word read serves once, order does not matter.
/// Lines with Chinese are compared character by character with what no other line has used.
/// </summary>
internal sealed class WordRecall
{
    private int _found;
    private int _wanted;

    public double Value => _wanted == 0 ? 1 : (double)_found / _wanted;

    public void Add(IReadOnlyList<string> truth, string read)
    {
        var left = Count(RecallWords.Of(read));
        foreach (var word in truth.Where(line => !RecallWords.IsChinese(line)).SelectMany(RecallWords.Of))
        {
            _wanted++;
            if (left.GetValueOrDefault(word) == 0)
                continue;
            left[word]--;
            _found++;
        }
        var characters = Count(left.SelectMany(pair => Enumerable.Repeat(pair.Key, pair.Value)).SelectMany(RecallWords.Characters));
        foreach (var (character, count) in Count(truth.Where(RecallWords.IsChinese).SelectMany(RecallWords.Characters)))
        {
            _wanted += count;
            _found += Math.Min(count, characters.GetValueOrDefault(character));
        }
    }

    private static Dictionary<T, int> Count<T>(IEnumerable<T> items) where T : notnull
    {
        var counts = new Dictionary<T, int>();
        foreach (var item in items)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, item, out _)++;
        return counts;
    }
}
