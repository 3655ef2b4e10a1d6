using Assistant.Agent.Extractive.Words;

namespace Assistant.Memory.LongTerm;

/// <summary>Numbers the terms of texts: roots of English words without stop words, Chinese by pairs of characters. A word seen before costs one look-up. One thread.</summary>
internal sealed class TermTable
{
    /// <summary>Of how texts become terms. Stored segments hold their terms: raised whenever the same text gives others, so that they are read anew.</summary>
    public const int Version = 1;

    private const int LongestWord = 48;
    private const int NoTerm = -1;

    private readonly WordNumbers _written = new();
    private readonly WordNumbers _terms = new();
    private ulong[] _hashes = new ulong[64];

    public int Count => _terms.Count;

    public ReadOnlySpan<char> Letters(int term) => _terms.Letters(term);

    /// <summary>Of a term as it is after reading: a root, or a pair of characters.</summary>
    public int NumberOf(ReadOnlySpan<char> term)
    {
        if (_terms.TryGet(term, out var number))
            return number;
        number = _terms.Count;
        _terms.Add(term, number);
        if (number == _hashes.Length)
            Array.Resize(ref _hashes, number * 2);
        _hashes[number] = Fnv.Of(System.Runtime.InteropServices.MemoryMarshal.AsBytes(term));
        return number;
    }

    /// <summary>The same for the same terms in the same order, whatever their numbers. Two texts of a million that fall together by chance do little harm.</summary>
    public ulong Telling(List<int> terms)
    {
        var hash = Fnv.Start;
        foreach (var term in terms)
            hash = (hash ^ _hashes[term]) * Fnv.Prime;
        return hash;
    }

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
        return NumberOf(Stemmer.Root(written));
    }
}
