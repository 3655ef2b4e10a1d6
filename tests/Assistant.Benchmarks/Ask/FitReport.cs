namespace Assistant.Benchmarks.Ask;

/// <summary>What weights make of questions, in totals: whether a right candidate is there at all, comes first, and is sure enough; what is refused.</summary>
internal static class FitReport
{
    private const int Folds = 8;
    private static readonly double[] s_thresholds = [-0.5, 0, 0.25, 0.5, 0.75, 1, 1.5];

    public static void Print(string name, IReadOnlyList<FitCase> cases, double[] weights) => Print(name, [.. cases.Select(c => new Outcome(c, weights))]);

    /// <summary>Each file judged by weights fitted without it.</summary>
    public static void PrintLeavingOut(IReadOnlyList<FitCase> all, IReadOnlyList<FitCase> judged)
    {
        var outcomes = new List<Outcome>();
        var groups = judged.Select(c => c.Group).Distinct().ToList();
        for (var fold = 0; fold < Folds; fold++)
        {
            var left = groups.Where((_, i) => i % Folds == fold).ToHashSet();
            var weights = LogisticFit.Weights([.. all.Where(c => !left.Contains(c.Group))]);
            outcomes.AddRange(judged.Where(c => left.Contains(c.Group)).Select(c => new Outcome(c, weights)));
        }
        Print("development, each file left out", outcomes);
    }

    private static void Print(string name, IReadOnlyList<Outcome> outcomes)
    {
        var answerable = outcomes.Where(o => o.Case.Answerable).ToList();
        var unanswerable = outcomes.Where(o => !o.Case.Answerable).ToList();
        Console.WriteLine($"{name}: {answerable.Count} answerable, {Share(answerable, o => o.Case.Right.Length > 0)} reachable, {Share(answerable, o => o.FirstIsRight)} first");
        foreach (var threshold in s_thresholds)
            Console.WriteLine($"  above {threshold,5:0.00}: right {Share(answerable, o => o.FirstIsRight && o.Best > threshold)}, of {unanswerable.Count} refused {Share(unanswerable, o => o.Best <= threshold)}");
    }

    private static string Share(IReadOnlyCollection<Outcome> outcomes, Func<Outcome, bool> holds) => outcomes.Count == 0 ? "-" : (outcomes.Count(holds) / (double)outcomes.Count).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class Outcome(FitCase one, double[] weights)
    {
        public FitCase Case => one;

        public double Best { get; } = one.All.Length == 0 ? double.NegativeInfinity : one.All.Max(f => LogisticFit.Score(f, weights));

        public bool FirstIsRight => one.Right.Length > 0 && one.Right.Max(f => LogisticFit.Score(f, weights)) >= Best;
    }
}
