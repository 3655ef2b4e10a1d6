using System.Collections.Frozen;
using System.Text;

namespace Assistant.Agent.Extractive.Words;

/// <summary>
/// Concepts of business texts and of everyday life with their words in English and Chinese (Data/lexicon.txt and everyday.txt, embedded), so that "owe" finds "amount due" and "到期" finds "due date".
/// Immutable after its first use.
/// </summary>
internal sealed class Lexicon
{
    private const int LongestPhrase = 8;
    private const string Fields = "lexicon.txt";
    private readonly FrozenDictionary<string, int[]> _byPhrase;
    private readonly FrozenDictionary<string, int[]> _byJoined;

    private Lexicon(List<Concept> concepts)
    {
        Concepts = concepts;
        var phrases = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var joined = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var (index, concept) in concepts.Index())
        {
            foreach (var phrase in concept.Phrases)
            {
                var words = WordSplitter.Split(phrase);
                if (words.Count == 0)
                    continue;
                Put(phrases, Key(words, 0, words.Count), index);
                if (words.Count is > 1 and <= 3 && !words[0].IsHan)
                    Put(joined, string.Concat(words.Select(w => w.Text)), index);
            }
        }
        _byPhrase = phrases.ToFrozenDictionary(p => p.Key, p => p.Value.ToArray());
        _byJoined = joined.ToFrozenDictionary(p => p.Key, p => p.Value.ToArray());
    }

    public static Lexicon Default { get; } = Load();

    public IReadOnlyList<Concept> Concepts { get; }

    /// <summary>Every longest known phrase, also where two overlap; one inside a longer one is left out.</summary>
    public List<ConceptSpan> Find(List<Word> words)
    {
        var spans = new List<ConceptSpan>();
        var covered = 0;
        for (var start = 0; start < words.Count; start++)
        {
            for (var length = Math.Min(LongestPhrase, words.Count - start); length > 0; length--)
            {
                if (start + length <= covered || Look(words, start, length) is not { } ids)
                    continue;
                spans.Add(new(start, length, ids));
                covered = start + length;
                break;
            }
        }
        return spans;
    }

    private int[]? Look(List<Word> words, int start, int length) =>
        _byPhrase.GetValueOrDefault(Key(words, start, length)) ?? (length == 1 && words[start].Text.Length > 5 ? _byJoined.GetValueOrDefault(words[start].Text) : null);

    private static string Key(List<Word> words, int start, int length)
    {
        if (length == 1)
            return words[start].Stem;
        var key = new StringBuilder();
        for (var i = start; i < start + length; i++)
            key.Append(i > start ? " " : "").Append(words[i].Stem);
        return key.ToString();
    }

    private static void Put(Dictionary<string, List<int>> index, string key, int concept)
    {
        if (!index.TryGetValue(key, out var list))
            index[key] = list = [];
        if (!list.Contains(concept))
            list.Add(concept);
    }

    private static Lexicon Load()
    {
        var concepts = new List<Concept>();
        foreach (var (file, line) in new[] { Fields, "everyday.txt" }.SelectMany(file => WordLists.Lines(file).Select(line => (file, line))))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var (name, rest) = (line[..colon].Trim(), line[(colon + 1)..]);
            var at = rest.LastIndexOf('@');
            var kind = at >= 0 ? rest[(at + 1)..].Trim() : "";
            var phrases = (at >= 0 ? rest[..at] : rest).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            concepts.Add(new(name, phrases, kind, file == Fields));
        }
        return new Lexicon(concepts);
    }
}

/// <param name="Kind">What a value under such a label looks like ("money", "date", ...); empty when anything.</param>
/// <param name="NamesFields">A word of business, as labels of forms are made of; the others only say the same in other words.</param>
internal sealed record Concept(string Name, IReadOnlyList<string> Phrases, string Kind, bool NamesFields);

/// <summary>Words that name one of the concepts.</summary>
internal readonly record struct ConceptSpan(int Start, int Length, int[] Concepts);
