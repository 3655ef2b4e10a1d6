using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Words;
using Assistant.Agent.Extractive.Wording;

namespace Assistant.Agent.Extractive.Tasks;

/// <summary>A summary by quoting: the sentence that opens a text and those that share most words with the rest, in their order, each with its source.</summary>
internal static class Summary
{
    private const int MostSentences = 5;
    private const int MostConsidered = 400;

    public static Answer Of(IReadOnlyList<EvidenceIndex> indexes, AgentRequest request)
    {
        var draft = new AnswerDraft(request.Language);
        foreach (var index in indexes)
        {
            var chosen = Choose(index);
            if (chosen.Count == 0)
                continue;
            var name = Markdown.Escape(index.Evidence.Source);
            draft.Say(Phrases.Pick(request.Language, $"The main points of {name}, in its own words:", $"{name} 的要点（原文摘录）："));
            draft.Say(string.Join('\n', chosen.Select(passage => $"- {Markdown.Escape(passage.Kind == PassageKind.Sentence ? passage.Text : passage.Spoken)} {draft.Cite(passage)}")));
        }
        if (draft.Citations.Count == 0)
            draft.Say(Phrases.NotFound(request.Language, request.Evidence));
        return draft.Finish(draft.Citations.Count > 0, request);
    }

    private static List<Passage> Choose(EvidenceIndex index)
    {
        var sentences = index.Passages.Where(p => p.Kind != PassageKind.Name && Substance(p) >= 4).DistinctBy(p => p.Text).Take(MostConsidered).ToList();
        if (sentences.Count <= MostSentences)
            return sentences.Count > 0 ? sentences : [.. index.Passages.Where(p => p.Kind != PassageKind.Name).DistinctBy(p => p.Text).Take(MostSentences)];
        var tokens = sentences.ConvertAll(p => Bm25.Tokens(p.TextTerms.Words).Where(t => !WordLists.IsStopWord(t)).ToHashSet());
        var spread = tokens.SelectMany(t => t).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());
        var central = tokens.ConvertAll(set => set.Count == 0 ? 0 : set.Sum(t => Math.Log(spread[t])) / (3 + set.Count));
        var order = Enumerable.Range(0, sentences.Count).OrderByDescending(i => central[i] + (i == 0 ? 10 : 0.5 / (1 + i)));
        var chosen = new List<int>();
        foreach (var i in order)
        {
            if (chosen.TrueForAll(c => Overlap(tokens[c], tokens[i]) < 0.5))
                chosen.Add(i);
            if (chosen.Count == MostSentences)
                break;
        }
        chosen.Sort();
        return chosen.ConvertAll(i => sentences[i]);
    }

    private static int Substance(Passage passage) => passage.TextTerms.Words.Count(w => !WordLists.IsStopWord(w.Text));

    private static double Overlap(HashSet<string> a, HashSet<string> b) => a.Count == 0 || b.Count == 0 ? 0 : (double)a.Count(b.Contains) / Math.Min(a.Count, b.Count);
}
