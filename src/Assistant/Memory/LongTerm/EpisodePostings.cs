namespace Assistant.Memory.LongTerm;

/// <summary>Which items of an index have which terms, and how often. One thread.</summary>
internal sealed class EpisodePostings
{
    private Posting[] _postings = new Posting[64];

    public TermTable Terms { get; } = new();

    public ReadOnlySpan<uint> Of(int term) => term < _postings.Length ? _postings[term].Entries : [];

    /// <param name="items">The item of each of the segment's episodes; those below 0 are left out.</param>
    /// <param name="first">When all of them are added one behind the other: the first; otherwise null.</param>
    public void Add(SegmentTerms terms, int[] items, int? first)
    {
        for (int term = 0, letter = 0, entry = 0; term < terms.EntryCounts.Length; letter += terms.LetterCounts[term], entry += terms.EntryCounts[term], term++)
        {
            var number = Terms.NumberOf(terms.Letters.AsSpan(letter, terms.LetterCounts[term]));
            if (number >= _postings.Length)
                Array.Resize(ref _postings, Math.Max(Terms.Count, _postings.Length * 2));
            var entries = terms.Entries.AsSpan(entry, terms.EntryCounts[term]);
            if (first is { } from)
                _postings[number].Add(entries, from);
            else
                _postings[number].Add(entries, items);
        }
    }
}
