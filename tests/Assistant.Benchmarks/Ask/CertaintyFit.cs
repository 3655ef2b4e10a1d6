using Assistant.Agent.Extractive.Scoring;

namespace Assistant.Benchmarks.Ask;

/// <summary>The second step of the fit: is the candidate that comes first right? Judged on cases that the weights of the first step have not seen.</summary>
internal sealed class CertaintyFit
{
    private const int Folds = 8;
    private const double Decay = 0.5;
    private readonly List<(FitCase Case, FitCase First)> _unseen = [];

    public CertaintyFit(IReadOnlyList<FitCase> cases)
    {
        foreach (var (left, rest) in Split(cases, c => c.Group))
        {
            var weights = LogisticFit.Weights(rest);
            _unseen.AddRange(left.Select(c => (c, First(c, weights))));
        }
    }

    public double[] Weights() => LogisticFit.Weights([.. _unseen.Select(u => u.First)], Decay);

    /// <summary>Each kind of file judged without any of it in the fit.</summary>
    public IEnumerable<FitOutcome> LeavingOut() => Split(_unseen, u => u.Case.Group).SelectMany(fold =>
    {
        var weights = LogisticFit.Weights([.. fold.Others.Select(u => u.First)], Decay);
        return fold.Left.Select(u => new FitOutcome(u.Case, u.First.Right.Length > 0, LogisticFit.Score(u.First.All[0], weights)));
    });

    public static IEnumerable<FitOutcome> Judge(IEnumerable<FitCase> cases, double[] weights, double[] certainty) =>
        cases.Select(c => (Case: c, First: First(c, weights))).Select(c => new FitOutcome(c.Case, c.First.Right.Length > 0, LogisticFit.Score(c.First.All[0], certainty)));

    /// <summary>By the weights that the program has.</summary>
    public static IEnumerable<FitOutcome> JudgeShipped(IEnumerable<FitCase> cases) =>
        cases.Select(c => new FitOutcome(c, c.Candidates.Count > 0 && c.IsRight(c.Candidates[0]), c.Candidates.Count > 0 ? Confidence.Of(c.Asked, c.Candidates) : -9));

    private static FitCase First(FitCase one, double[] weights)
    {
        List<Candidate> ranked = [.. one.Candidates.Select(c => c with { Score = LogisticFit.Score(c.Features, weights) }).OrderByDescending(c => c.Score)];
        double[][] features = [ranked.Count > 0 ? Certainty.Of(one.Asked, ranked) : new double[Certainty.Names.Length]];
        return one with { All = features, Right = ranked.Count > 0 && one.IsRight(ranked[0]) ? features : [] };
    }

    private static IEnumerable<(List<T> Left, List<T> Others)> Split<T>(IReadOnlyList<T> all, Func<T, string> group)
    {
        var groups = all.Select(group).Distinct().ToList();
        for (var fold = 0; fold < Folds; fold++)
        {
            var left = groups.Where((_, i) => i % Folds == fold).ToHashSet();
            yield return ([.. all.Where(c => left.Contains(group(c)))], [.. all.Where(c => !left.Contains(group(c)))]);
        }
    }
}

/// <param name="Certainty">Above 0: answered.</param>
internal sealed record FitOutcome(FitCase Case, bool FirstIsRight, double Certainty);
