using Assistant.Agent.Extractive.Values;
using Assistant.Agent.Extractive.Words;
using Assistant.Text;

namespace Assistant.Agent.Extractive.Questions;

/// <summary>Reads a question in English or Chinese: its form, the kind of value it wants, and its content words with the concepts they may name.</summary>
internal static class QuestionReader
{
    private const int LongestQuestion = 2_000;

    public static Question Read(string text)
    {
        var said = text.Beginning(LongestQuestion);
        var cut = EverydayWords.Plain(said);
        var language = Normal.IsChinese(cut) ? "zh" : "en";
        var (form, wanted, head) = QuestionTypes.Of(Normal.Of(cut), language);
        var terms = Terms.Of(cut);
        var units = QuestionUnits.Of(cut, terms);
        return new Question
        {
            Text = said,
            Plain = cut,
            Language = language,
            Form = form,
            Wanted = wanted,
            Head = head,
            Terms = terms,
            Units = units,
            Focus = QuestionFocus.Of(cut, units),
            Values = ValueFinder.Find(cut),
            Measure = wanted.Contains(ValueKind.Quantity) ? Measures.Asked(Normal.Of(cut)) : Measure.Any,
            Counted = form == QuestionForm.HowMany ? Counted(cut, units) : null,
            Translated = Translate(units, language),
        };
    }

    /// <summary>The first content word after "how many".</summary>
    private static QuestionUnit? Counted(string text, IReadOnlyList<QuestionUnit> units)
    {
        var plain = Normal.Of(text);
        var from = Math.Max(plain.IndexOf("how many ", StringComparison.Ordinal), plain.IndexOf("多少", StringComparison.Ordinal));
        return from < 0 ? null : units.Where(u => u.Stem.Length > 0 && !u.Text.Contains("how", StringComparison.Ordinal) && !u.Text.Contains("多少", StringComparison.Ordinal)).FirstOrDefault(u => plain.IndexOf(u.Text, from, StringComparison.Ordinal) > from);
    }

    /// <summary>The first word of each concept in the other language: rough, but near in meaning.</summary>
    private static string Translate(IReadOnlyList<QuestionUnit> units, string language)
    {
        var words = new List<string>();
        foreach (var unit in units)
        {
            if (unit.Concepts is [var concept, ..])
                words.Add(Lexicon.Default.Concepts[concept].Phrases.FirstOrDefault(p => Normal.IsChinese(p) == (language != "zh")) ?? unit.Text);
            else if (!unit.IsHan || language == "en")
                words.Add(unit.Text);
        }
        return string.Join(language == "zh" ? " " : "", words.Distinct());
    }
}
