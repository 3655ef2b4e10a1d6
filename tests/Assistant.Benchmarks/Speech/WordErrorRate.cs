using System.Text;
using Assistant.Text;

namespace Assistant.Benchmarks.Speech;

/// <summary>Edits (words replaced, added, left out) by words of the reference; NFKC, lower case, without marks at both ends of a word.</summary>
internal sealed class WordErrorRate
{
    private int _edits;
    private int _words;

    public double Value => _words == 0 ? 0 : (double)_edits / _words;

    public void Add(string reference, string heard)
    {
        var (wanted, got) = (Words(reference), Words(heard));
        _edits += Distance(wanted, got);
        _words += wanted.Length;
    }

    internal static string[] Words(string text) =>
        [.. UnicodeForm.Nfkc(text).ToLowerInvariant().Replace('\u2019', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(Trim).Where(word => word.Length > 0)];

    private static string Trim(string word)
    {
        var (start, end) = (0, word.Length);
        while (start < end && !char.IsLetterOrDigit(word[start]))
            start++;
        while (end > start && !char.IsLetterOrDigit(word[end - 1]))
            end--;
        return word[start..end];
    }

    private static int Distance(string[] a, string[] b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            for (var j = 1; j <= b.Length; j++)
            {
                var best = Math.Min(Math.Min(row[j], left) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j - 1], left) = (row[j], left, best);
            }
            row[b.Length] = left;
        }
        return row[b.Length];
    }
}
