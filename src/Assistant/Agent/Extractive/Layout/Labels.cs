using Assistant.Agent.Extractive.Words;

namespace Assistant.Agent.Extractive.Layout;

/// <summary>Whether a short text reads as the label of something: most of its content words are words of the lexicon; what it adds in brackets, mostly a unit, does not count.</summary>
internal static class Labels
{
    public static bool Is(string text)
    {
        var bracket = text.IndexOfAny(['(', '（']);
        var terms = Terms.Of(bracket > 0 ? text[..bracket] : text);
        var known = new bool[terms.Words.Count];
        foreach (var span in terms.Spans.Where(span => span.Concepts.Any(concept => Lexicon.Default.Concepts[concept].NamesFields)))
            known.AsSpan(span.Start, span.Length).Fill(true);
        var (named, all) = (0, 0);
        for (var i = 0; i < known.Length; i++)
        {
            if (!known[i] && WordLists.IsStopWord(terms.Words[i].Text))
                continue;
            all++;
            named += known[i] ? 1 : 0;
        }
        return all > 0 && named * 3 >= all * 2;
    }
}
