using Assistant.Agent.Extractive.Words;
using Assistant.Perception;

namespace Assistant.Agent;

/// <summary>What a cited passage is about, for clients that show it beside a source: where it stands (the headings above it, its sheet), then the words that it says most.</summary>
public static class CitationKeywords
{
    private const int ShortestWord = 4;
    private const int ShortestHan = 2;

    /// <summary>The same for the same citation each time; none twice, whatever its case.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="longest">Characters of one; what is longer is left out, not cut.</param>
    public static IReadOnlyList<string> Of(Citation citation, int most, int longest)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. Places(citation.Position).Concat(Said(citation.Quote)).Where(word => word.Length > 0 && word.Length <= longest && seen.Add(word)).Take(most)];
    }

    /// <summary>The nearest heading first.</summary>
    private static IEnumerable<string> Places(SourcePosition position) =>
        (position.Heading?.Split(" > ", StringSplitOptions.TrimEntries) ?? []).Reverse().Append(position.Sheet?.Trim() ?? "");

    /// <summary>Words by how often they stand there, the longer and then the earlier first; numbers and words of every text are none.</summary>
    private static IEnumerable<string> Said(string quote)
    {
        var words = WordSplitter.Split(quote);
        return Words(words, quote).Concat(Runs(words))
            .GroupBy(word => word.Key, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key.Length).ThenBy(group => group.Min(word => word.Start))
            .Select(group => group.MinBy(word => word.Start).Text);
    }

    private static IEnumerable<(string Key, string Text, int Start)> Words(List<Word> words, string quote) => words
        .Where(word => word is { IsHan: false, HasDigit: false, Length: >= ShortestWord } && !WordLists.IsStopWord(word.Text.ToLowerInvariant()))
        .Select(word => (word.Stem, quote.Substring(word.Start, word.Length), word.Start));

    /// <summary>Chinese between other signs, taken apart at the words of every text.</summary>
    private static IEnumerable<(string Key, string Text, int Start)> Runs(List<Word> words)
    {
        for (var at = 0; at < words.Count;)
        {
            var skip = StopWordAt(words, at);
            if (!words[at].IsHan || skip > 0)
            {
                at += Math.Max(1, skip);
                continue;
            }
            var end = at + 1;
            while (end < words.Count && Follows(words, end) && StopWordAt(words, end) == 0)
                end++;
            var run = string.Concat(words[at..end].Select(word => word.Text));
            if (run.Length >= ShortestHan)
                yield return (run, run, words[at].Start);
            at = end;
        }
    }

    private static bool Follows(List<Word> words, int at) => words[at].IsHan && words[at].Start == words[at - 1].End;

    /// <summary>Characters of the longest word of every text that begins here; 0 for none.</summary>
    private static int StopWordAt(List<Word> words, int at)
    {
        for (var length = WordLists.LongestChineseStopWord; length > 0; length--)
            if (at + length <= words.Count && words[at].IsHan && Enumerable.Range(at + 1, length - 1).All(next => Follows(words, next))
                && WordLists.IsStopWord(string.Concat(words[at..(at + length)].Select(word => word.Text))))
                return length;
        return 0;
    }
}
