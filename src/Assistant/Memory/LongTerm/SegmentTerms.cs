namespace Assistant.Memory.LongTerm;

/// <summary>
/// The terms of one segment's episodes, found once, when it is written: whoever opens it counts no words. Terms are numbered from 0 within the segment.
/// </summary>
/// <param name="Lengths">Terms of each episode's text, an episode.</param>
/// <param name="Tellings">See <see cref="TermTable.Telling"/>, an episode.</param>
/// <param name="LetterCounts">A term.</param>
/// <param name="Letters">Of all terms, one behind the other.</param>
/// <param name="EntryCounts">How many entries each term has.</param>
/// <param name="Entries">Of all terms, one behind the other; see <see cref="Posting"/>. Episodes are numbered from 0.</param>
internal sealed record SegmentTerms(int[] Lengths, ulong[] Tellings, byte[] LetterCounts, char[] Letters, int[] EntryCounts, uint[] Entries)
{
    public static SegmentTerms None { get; } = new([], [], [], [], [], []);

    public static SegmentTerms Of(IReadOnlyList<StoredEpisode> episodes)
    {
        var (table, read, postings) = (new TermTable(), new List<int>(), new Posting[64]);
        var (lengths, tellings) = (new int[episodes.Count], new ulong[episodes.Count]);
        for (var item = 0; item < episodes.Count; item++)
        {
            read.Clear();
            table.Read(episodes[item].Episode.Text, read);
            (lengths[item], tellings[item]) = (read.Count, table.Telling(read));
            // A speaker's name is a word of what they say.
            table.Read(episodes[item].Episode.Speaker, read);
            if (table.Count > postings.Length)
                Array.Resize(ref postings, Math.Max(table.Count, postings.Length * 2));
            // A term's occurrences come together: the posting counts only what follows itself.
            read.Sort();
            foreach (var term in read)
                postings[term].Add(item);
        }
        return Flat(table, postings.AsSpan(0, table.Count), lengths, tellings);
    }

    private static SegmentTerms Flat(TermTable table, ReadOnlySpan<Posting> postings, int[] lengths, ulong[] tellings)
    {
        var (letterCounts, entryCounts, letters, held) = (new byte[postings.Length], new int[postings.Length], 0, 0);
        for (var term = 0; term < postings.Length; term++)
        {
            (letterCounts[term], entryCounts[term]) = ((byte)table.Letters(term).Length, postings[term].Count);
            letters += letterCounts[term];
            held += entryCounts[term];
        }
        var (allLetters, entries) = (new char[letters], new uint[held]);
        for (int term = 0, letter = 0, entry = 0; term < postings.Length; letter += letterCounts[term], entry += entryCounts[term], term++)
        {
            table.Letters(term).CopyTo(allLetters.AsSpan(letter));
            postings[term].Entries.CopyTo(entries.AsSpan(entry));
        }
        return new(lengths, tellings, letterCounts, allLetters, entryCounts, entries);
    }
}
