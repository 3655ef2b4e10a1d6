using System.Text;

namespace Assistant.Agent.Extractive.Words;

/// <summary>A text taken apart for comparing: its stems, its Chinese characters, the concepts it names. Immutable.</summary>
internal sealed class Terms
{
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly HashSet<string> _roots = new(StringComparer.Ordinal);
    private readonly HashSet<int> _concepts = [];
    private readonly string _han;
    private readonly string _joined;

    private Terms(List<Word> words, List<ConceptSpan> spans)
    {
        Words = words;
        Spans = spans;
        var han = new StringBuilder();
        var joined = new StringBuilder();
        var last = -1;
        foreach (var word in words)
        {
            if (word.IsHan)
            {
                if (last >= 0 && word.Start > last)
                    han.Append(' ');
                han.Append(word.Text);
                last = word.End;
                continue;
            }
            _stems.Add(word.Stem);
            _roots.Add(word.Root);
            joined.Append(word.Text);
        }
        _han = han.ToString();
        _joined = joined.ToString();
        foreach (var span in spans)
            _concepts.UnionWith(span.Concepts);
    }

    public static Terms Empty { get; } = new([], []);

    public IReadOnlyList<Word> Words { get; }
    public IReadOnlyList<ConceptSpan> Spans { get; }
    public IReadOnlySet<int> Concepts => _concepts;

    public static Terms Of(string text)
    {
        if (text.Length == 0)
            return Empty;
        var words = WordSplitter.Split(text);
        return words.Count == 0 ? Empty : new(words, Lexicon.Default.Find(words));
    }

    public bool HasStem(string stem) => _stems.Contains(stem);

    public bool HasRoot(string root) => _roots.Contains(root);

    public bool HasConcept(IReadOnlyList<int> concepts)
    {
        foreach (var concept in concepts)
        {
            if (_concepts.Contains(concept))
                return true;
        }
        return false;
    }

    public bool HasHan(string han) => _han.Contains(han, StringComparison.Ordinal);

    /// <summary>Also where reading a picture has lost the spaces: "Thermalpaper".</summary>
    public bool HasJoined(string word) => word.Length >= 4 && _joined.Contains(word, StringComparison.Ordinal);

    /// <summary>A word of the text that is the same but for its ending, or but for one misread letter.</summary>
    public double Near(string stem)
    {
        if (stem.Length < 4)
            return 0;
        var best = 0.0;
        foreach (var other in _stems)
        {
            if (other.Length >= 4 && (other.StartsWith(stem, StringComparison.Ordinal) || stem.StartsWith(other, StringComparison.Ordinal)) && Math.Abs(other.Length - stem.Length) <= 4)
                best = Math.Max(best, 0.75);
            else if (stem.Length >= 6 && Math.Abs(other.Length - stem.Length) <= 1 && OneApart(stem, other))
                best = Math.Max(best, 0.7);
        }
        return best;
    }

    private static bool OneApart(string a, string b)
    {
        if (a.Length > b.Length)
            (a, b) = (b, a);
        var i = 0;
        while (i < a.Length && a[i] == b[i])
            i++;
        return a.Length == b.Length ? a.AsSpan(Math.Min(i + 1, a.Length)).SequenceEqual(b.AsSpan(Math.Min(i + 1, b.Length))) : a.AsSpan(i).SequenceEqual(b.AsSpan(i + 1));
    }
}
