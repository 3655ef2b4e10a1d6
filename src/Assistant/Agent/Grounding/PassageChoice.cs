using Assistant.Tools.Search;

namespace Assistant.Agent.Grounding;

/// <summary>Chooses the passages that fit a prompt: all when they do, else those that share most with the question, in reading order.</summary>
internal static class PassageChoice
{
    private const double NeighbourShare = 0.3;

    public static ChosenPassages Choose(IReadOnlyList<Passage> all, string query, int budget)
    {
        if (all.Sum(passage => (long)passage.Tokens) <= budget)
            return new(all, []);
        var index = new LexicalIndex();
        foreach (var passage in all)
            index.Add(passage.Place + " " + passage.Text);
        var scores = index.Score(query);
        var chosen = new SortedSet<int>();
        var left = budget;
        foreach (var i in Enumerable.Range(0, all.Count).OrderByDescending(i => WithNeighbours(all, scores, i)).ThenBy(i => i))
        {
            if (all[i].Tokens > left)
                continue;
            left -= all[i].Tokens;
            chosen.Add(i);
        }
        var leftOut = Enumerable.Range(0, all.Count).Where(i => !chosen.Contains(i)).GroupBy(i => all[i].Source.Id)
            .Select(group => new LeftOut(all[group.First()].Source.Source, group.Count(), all.Count(passage => passage.Source.Id == group.Key)));
        return new([.. chosen.Select((i, order) => all[i] with { N = order + 1 })], [.. leftOut]);
    }

    /// <summary>An answer often stands beside the words that were asked for: the row under the header, the sentence after the name.</summary>
    private static double WithNeighbours(IReadOnlyList<Passage> all, double[] scores, int i)
    {
        var before = i > 0 && all[i - 1].Source == all[i].Source ? scores[i - 1] : 0;
        var after = i + 1 < all.Count && all[i + 1].Source == all[i].Source ? scores[i + 1] : 0;
        return scores[i] + (NeighbourShare * Math.Max(before, after));
    }
}

/// <param name="Shown">In reading order, numbered from 1.</param>
internal sealed record ChosenPassages(IReadOnlyList<Passage> Shown, IReadOnlyList<LeftOut> LeftOut);

/// <param name="Source">File name.</param>
internal sealed record LeftOut(string Source, int Passages, int OfPassages);
