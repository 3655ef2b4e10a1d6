using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Takes the content of a question apart: phrases of the lexicon, other words, and runs of Chinese that no list knows (names).</summary>
internal static class QuestionUnits
{
    private static readonly HashSet<string> Interrogatives = ["多少", "几个", "几人", "几天", "几号", "几点", "什么时候", "何时", "哪天", "哪一天", "哪里", "哪儿", "在哪", "谁", "哪位", "多少钱", "多久", "多长时间", "叫什么", "哪种", "哪一种", "多高", "多宽", "多长", "多深", "多大", "多远", "多重", "多少人", "多少秒", "多少度", "几个人", "几个小时", "几小时", "几岁", "几次", "多少次"];

    public static IReadOnlyList<QuestionUnit> Of(string text, Terms terms)
    {
        var units = new List<QuestionUnit>();
        var words = terms.Words;
        for (var i = 0; i < words.Count;)
        {
            i = words[i].IsHan ? AddHan(units, text, terms, i) : AddLatin(units, text, terms, i);
        }
        Dates(units, text);
        return [.. units.DistinctBy(u => (u.Stem, string.Join(',', u.Concepts)))];
    }

    /// <summary>Of a date in the question its day tells most; the month and the year may stand elsewhere on the page.</summary>
    private static void Dates(List<QuestionUnit> units, string text)
    {
        foreach (var date in Values.ValueFinder.Find(text).Where(v => v.Kind == Values.ValueKind.Date && v.Text.Any(char.IsAsciiDigit)))
        {
            var words = Terms.Of(date.Text);
            var inside = words.Words.Where(w => !w.IsHan).Select(w => w.Stem).ToHashSet();
            var day = Values.DateParts.Day(date.Text);
            units.RemoveAll(u => (u.IsHan && date.Text.Contains(u.Text, StringComparison.Ordinal)) || (inside.Contains(u.Stem) && u.Stem.Any(char.IsAsciiDigit)));
            if (day.Length > 0)
                units.Add(new(day, day, false, [], 1.5));
            var months = words.Spans.SelectMany(span => span.Concepts).ToArray();
            if (months.Length > 0)
                units.Add(new(date.Text, "", false, months, 0.4));
        }
    }

    private static int AddLatin(List<QuestionUnit> units, string text, Terms terms, int i)
    {
        var word = terms.Words[i];
        var span = Longest(terms, i);
        if (span.Length > 1 && span.Start == i)
            units.Add(new(Slice(text, terms, i, span.Length), "", false, span.Concepts, IsQuestionWord(terms, span) ? 0.25 : 0.8));
        if (!WordLists.IsStopWord(word.Text))
        {
            IReadOnlyList<int> concepts = span.Length > 0 ? span.Concepts : [];
            units.Add(new(word.Text, word.Stem, false, concepts, Weight(text, word, i)) { Root = word.Root });
        }
        return i + 1;
    }

    private static bool IsQuestionWord(Terms terms, ConceptSpan span)
    {
        for (var i = span.Start; i < span.Start + span.Length; i++)
        {
            if (!WordLists.IsStopWord(terms.Words[i].Text))
                return false;
        }
        return true;
    }

    private static double Weight(string text, Word word, int index) =>
        word.HasDigit ? 1.5 : index > 0 && char.IsUpper(text[word.Start]) ? 1.3 : 1;

    /// <summary>A run of Chinese: phrases that the lexicon knows, stop words dropped, the rest kept as they stand.</summary>
    private static int AddHan(List<QuestionUnit> units, string text, Terms terms, int start)
    {
        var words = terms.Words;
        var rest = start;
        var i = start;
        while (i < words.Count && words[i].IsHan && (i == start || words[i].Start == words[i - 1].End))
        {
            var stop = StopLength(terms, i);
            var span = StartingAt(terms, i);
            if (span.Length >= Math.Max(stop, 1) && span.Length > 0 && (span.Length > 1 || stop == 0 && i == rest))
            {
                Keep(units, text, terms, rest, i);
                var phrase = Slice(text, terms, i, span.Length);
                units.Add(new(phrase, phrase, true, span.Concepts, Interrogatives.Contains(phrase) ? 0.25 : span.Length > 1 ? 1 : 0.6));
                i += span.Length;
                rest = i;
            }
            else if (stop > 0)
            {
                Keep(units, text, terms, rest, i);
                i += stop;
                rest = i;
            }
            else
            {
                i++;
            }
        }
        Keep(units, text, terms, rest, i);
        return i;
    }

    private static void Keep(List<QuestionUnit> units, string text, Terms terms, int start, int end)
    {
        if (end <= start)
            return;
        var run = Slice(text, terms, start, end - start);
        units.Add(new(run, run, true, [], run.Length == 1 ? 0.5 : 1.2));
    }

    private static int StopLength(Terms terms, int i)
    {
        for (var length = Math.Min(WordLists.LongestChineseStopWord, terms.Words.Count - i); length > 0; length--)
        {
            var word = string.Concat(terms.Words.Skip(i).Take(length).Select(w => w.Text));
            if (word.All(Normal.IsHan) && WordLists.IsStopWord(word))
                return length;
        }
        return 0;
    }

    private static ConceptSpan StartingAt(Terms terms, int i)
    {
        foreach (var span in terms.Spans)
        {
            if (span.Start == i)
                return span;
        }
        return default;
    }

    private static ConceptSpan Longest(Terms terms, int i)
    {
        var best = default(ConceptSpan);
        foreach (var span in terms.Spans)
        {
            if (span.Start <= i && i < span.Start + span.Length && span.Length > best.Length)
                best = span;
        }
        return best;
    }

    private static string Slice(string text, Terms terms, int start, int length) =>
        Normal.Of(text[terms.Words[start].Start..terms.Words[start + length - 1].End]);
}
