using Assistant.Text;

namespace Assistant.Inference.Speech.Voices;

/// <summary>
/// From a text to what a Piper voice is given (the layout of Piper's published voices): sentence by sentence, phonemes as code points in NFD, clauses joined by their mark and a space,
/// "^ _ p _ p _ ... $" with the padding "_" after each but the last.
/// </summary>
internal static class VitsPhonemes
{
    public const int Pad = '_', Begin = '^', End = '$';

    /// <summary>A sentence of more ids goes in several parts.</summary>
    public const int MostIds = 1_200;

    /// <summary>A text's clauses, each with the mark that ends it; '.', '?' and '!' end a sentence.</summary>
    public static IReadOnlyList<(string Text, char Mark)> Clauses(string text)
    {
        var (clauses, from) = (new List<(string, char)>(), 0);
        for (var at = 0; at <= text.Length; at++)
            if ((at == text.Length ? '.' : MarkAt(text, at)) is var mark and not '\0')
            {
                if (text[from..at].Trim() is var clause && clause.Any(char.IsLetterOrDigit))
                    clauses.Add((clause.TrimEnd('.', '?', '!'), mark));
                else if (clauses is [.., var (before, open)] && open is not ('.' or '?' or '!'))
                    // Nothing but marks in between: the sentence ends with the last of them.
                    clauses[^1] = (before, mark);
                from = at + 1;
            }
        return clauses;
    }

    /// <summary>The ids of each part that is said in one run.</summary>
    /// <param name="phonemes">Of each clause, in the International Phonetic Alphabet.</param>
    public static IEnumerable<long[]> Sentences(VitsConfig config, IReadOnlyList<(string Text, char Mark)> clauses, IReadOnlyList<string> phonemes)
    {
        var sentence = new List<long>();
        foreach (var ((_, mark), told) in clauses.Zip(phonemes))
        {
            foreach (var word in UnicodeForm.Nfd(told).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var ids = Ids(config, sentence.Count > 0 && sentence[^1] != Space(config) ? " " + word : word);
                if (sentence.Count > 0 && (sentence.Count + ids.Count) * 2 > MostIds)
                {
                    yield return Framed(config, sentence);
                    sentence.Clear();
                }
                sentence.AddRange(ids.Take(MostIds / 2));
            }
            if (sentence.Count == 0)
                continue;
            var ends = mark is '.' or '?' or '!';
            sentence.AddRange(Ids(config, ends ? mark.ToString() : $"{mark} "));
            if (!ends)
                continue;
            yield return Framed(config, sentence);
            sentence.Clear();
        }
        if (sentence.Count > 0)
            yield return Framed(config, sentence);
    }

    /// <summary>What the voice does not know is left out.</summary>
    private static List<long> Ids(VitsConfig config, string phonemes) =>
        [.. phonemes.EnumerateRunes().SelectMany(phoneme => config.Ids.TryGetValue(phoneme.Value, out var ids) ? ids : [])];

    private static long Space(VitsConfig config) => config.Ids.TryGetValue(' ', out var ids) ? ids[^1] : -1;

    private static long[] Framed(VitsConfig config, List<long> sentence)
    {
        var pad = config.Ids[Pad];
        return [.. config.Ids[Begin], .. pad, .. sentence.SelectMany(id => (long[])[id, .. pad]), .. config.Ids[End]];
    }

    private static char MarkAt(string text, int at)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '\n' or '。' or '．' => '.',
            '？' => '?',
            '！' => '!',
            '，' or '、' => ',',
            '；' => ';',
            '：' => ':',
            // Within numbers and names they end nothing.
            '.' or '?' or '!' or ',' or ';' or ':' when char.IsWhiteSpace(next) || next is '"' or '\'' or ')' or '”' or '’' => text[at],
            _ => '\0',
        };
    }
}
