using Assistant.Agent.Extractive.Words;

namespace Assistant.Memory.LongTerm;

/// <summary>Numbers the terms of texts: roots of English words without stop words, Chinese by pairs of characters. A word seen before costs one look-up. One thread.</summary>
internal sealed class TermTable
{
    private const int LongestWord = 48;
    private const int NoTerm = -1;

    private readonly WordNumbers _written = new();
    private readonly Dictionary<string, int> _terms = new(StringComparer.Ordinal);

    public int Count => _terms.Count;

    /// <summary>Appends the text's terms in order, with repetitions.</summary>
    public void Read(ReadOnlySpan<char> text, List<int> terms)
    {
        Span<char> word = stackalloc char[LongestWord];
        var length = 0;
        var han = '\0';
        var alone = false;
        foreach (var written in text)
        {
            var c = Normal.Plain(written);
            var isHan = Normal.IsHan(c);
            if (!isHan && char.IsLetterOrDigit(c))
            {
                if (length < LongestWord)
                    word[length++] = c;
            }
            else
            {
                AddWord(word[..length], terms);
                length = 0;
            }
            if (isHan)
            {
                if (han != '\0')
                    Add([han, c], terms);
                (alone, han) = (han == '\0', c);
                continue;
            }
            if (alone)
                Add([han], terms);
            (alone, han) = (false, '\0');
        }
        AddWord(word[..length], terms);
        if (alone)
            Add([han], terms);
    }

    private void AddWord(ReadOnlySpan<char> word, List<int> terms)
    {
        if (word.Length > 1 || (word.Length == 1 && char.IsAsciiDigit(word[0])))
            Add(word, terms);
    }

    private void Add(ReadOnlySpan<char> written, List<int> terms)
    {
        if (!_written.TryGet(written, out var term))
            _written.Add(written, term = Learn(written.ToString()));
        if (term != NoTerm)
            terms.Add(term);
    }

    private int Learn(string written)
    {
        if (WordLists.IsStopWord(written))
            return NoTerm;
        var root = Stemmer.Root(written);
        if (!_terms.TryGetValue(root, out var term))
            _terms[root] = term = _terms.Count;
        return term;
    }
}
