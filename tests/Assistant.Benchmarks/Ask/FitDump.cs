using System.Text.Json;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;

namespace Assistant.Benchmarks.Ask;

internal static class FitDump
{
    private static readonly StreamWriter? s_out = Environment.GetEnvironmentVariable("FIT_DUMP") is { Length: > 0 } path ? new(path) : null;

    public static void Add(string group, AskQuestion asked, Question question, List<(Candidate Candidate, bool Right)> judged, Func<int, bool>? forgotten)
    {
        s_out?.WriteLine(JsonSerializer.Serialize(new
        {
            group, q = asked.Text, lang = question.Language, translated = question.Translated, wanted = question.Wanted.Select(w => w.ToString()), form = question.Form.ToString(), answers = asked.Accepted, extra = forgotten is not null,
            units = question.Units.Select((u, i) => new { t = u.Text, w = u.Weight, f = question.Focus.Contains(i), c = u.Concepts.Count }),
            cands = judged.Where((j, i) => i < 50 || j.Right).Select(j => new
            {
                r = j.Right, f = j.Candidate.Features.Select(x => Math.Round(x, 4)), sure = Certainty.Of(question, [j.Candidate]).Select(x => Math.Round(x, 4)), text = j.Candidate.Passage.Text, label = j.Candidate.Passage.Label, row = j.Candidate.Passage.Row, near = j.Candidate.Passage.Near, before = j.Candidate.Passage.LeansBack ? j.Candidate.Passage.Before : "", kind = j.Candidate.Passage.Kind.ToString(), value = j.Candidate.Value?.Text,
                blocks = j.Candidate.Passage.Parts.Select(p => p.Block),
                m = question.Units.Select(u => Math.Round(Math.Max(Math.Max(Match.Of(u, j.Candidate.Passage), Match.ByKind(u, question, j.Candidate.Fit)), RangeMatch.Of(u, question, j.Candidate.Passage)), 3)),
                d = question.Units.Select(u => Math.Round(Math.Max(Match.Of(u, j.Candidate.Passage.TextTerms), Match.Of(u, j.Candidate.Passage.LabelTerms)), 3)),
            }),
        }));
    }

    public static bool Close()
    {
        s_out?.Dispose();
        return s_out is not null;
    }
}
