namespace Assistant.Benchmarks.Ask;

/// <summary>What weights make of questions, in totals: whether a right candidate is there at all, comes first, and is sure enough; what is refused.</summary>
internal static class FitReport
{
    private static readonly double[] s_thresholds = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 1];

    public static void Print(string name, IEnumerable<FitOutcome> outcomes)
    {
        var answerable = outcomes.Where(o => o.Case is { Answerable: true, IsExtra: false }).ToList();
        var unanswerable = outcomes.Where(o => o.Case is { Answerable: false, IsExtra: false }).ToList();
        Console.WriteLine($"{name}: {answerable.Count} answerable, {Share(answerable, o => o.Case.Right.Length > 0)} reachable, {Share(answerable, o => o.FirstIsRight)} first; {unanswerable.Count} not answerable");
        Console.WriteLine($"  threshold {string.Join(' ', s_thresholds.Select(t => $"{t,6:0.00}"))}");
        Console.WriteLine($"  right     {string.Join(' ', s_thresholds.Select(t => $"{Share(answerable, o => o.FirstIsRight && o.Certainty > t),6}"))}");
        Console.WriteLine($"  refused   {string.Join(' ', s_thresholds.Select(t => $"{Share(unanswerable, o => o.Certainty <= t),6}"))}");
    }

    private static string Share(List<FitOutcome> outcomes, Func<FitOutcome, bool> holds) => outcomes.Count == 0 ? "-" : (outcomes.Count(holds) / (double)outcomes.Count).ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
