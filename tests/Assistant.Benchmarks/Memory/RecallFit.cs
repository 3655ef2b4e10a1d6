using System.Globalization;
using System.Text.Json;
using Assistant.Memory.LongTerm;

namespace Assistant.Benchmarks.Memory;

/// <summary>
/// `fit-recall`: repeats the fit of the fusion's weights on the sets under RECALL_SETS (folders of tests/recall, separated by ':'; RECALL_VECTORS=1 with sentence vectors).
/// Coordinate descent on one half of the conversations at a time, judged on the other: what it finds, and what the weights in use give. Nothing is changed by it.
/// </summary>
internal static class RecallFit
{
    private const int Rounds = 2;
    private static readonly int[] s_budgets = [400, 1024, 1500];
    private static readonly double[] s_steps = [0.7, 0.85, 1.2, 1.4];

    private static readonly (string Name, Func<RecallWeights, double> Of, Func<RecallWeights, double, RecallWeights> With)[] s_weights =
    [
        ("K1", w => w.K1, (w, value) => w with { K1 = value }),
        ("B", w => w.B, (w, value) => w with { B = Math.Min(1, value) }),
        ("Name", w => w.Name, (w, value) => w with { Name = value }),
        ("Vector", w => w.Vector, (w, value) => w with { Vector = value }),
        ("Time", w => w.Time, (w, value) => w with { Time = value }),
        ("Speaker", w => w.Speaker, (w, value) => w with { Speaker = value }),
        ("Activation", w => w.Activation, (w, value) => w with { Activation = value }),
        ("Neighbours", w => w.Neighbours[0], (w, value) => w with { Neighbours = [.. w.Neighbours.Select(share => (float)(share * value / w.Neighbours[0]))] }),
        ("Length", w => w.Length, (w, value) => w with { Length = value }),
        ("Expansion", w => w.Expansion, (w, value) => w with { Expansion = value }),
    ];

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("RECALL_SETS") is not { Length: > 0 } folders)
        {
            await Console.Error.WriteLineAsync("RECALL_SETS names no folders: python3 tests/recall/stories.py FOLDER writes one.");
            return 2;
        }
        var withVectors = Environment.GetEnvironmentVariable("RECALL_VECTORS") == "1";
        var sets = new List<RecallSet>();
        foreach (var folder in folders.Split(':'))
            sets.Add(await RecallSet.ReadAsync(folder, withVectors, cancellationToken));
        var questions = sets.SelectMany(set => set.Questions).ToList();
        // Conversations of the first five and of the others share no story.
        var halves = questions.GroupBy(asked => int.Parse(asked.User.AsSpan(1), CultureInfo.InvariantCulture) < 5).OrderByDescending(half => half.Key).Select(half => half.ToList()).ToList();
        Print("weights in use", "all", RecallWeights.Default, questions);
        if (halves.Count != 2)
            return 0;
        foreach (var (fitted, left) in new[] { (0, 1), (1, 0) })
        {
            Print("weights in use", $"half {left + 1}", RecallWeights.Default, halves[left]);
            var found = Fit(halves[fitted], cancellationToken);
            Print($"fitted on half {fitted + 1}", $"half {fitted + 1}", found, halves[fitted]);
            Print($"fitted on half {fitted + 1}", $"half {left + 1}, left out", found, halves[left]);
        }
        return 0;
    }

    private static RecallWeights Fit(List<RecallSet.Asked> questions, CancellationToken cancellationToken)
    {
        var (best, reached) = (RecallWeights.Default, Judge(RecallWeights.Default, questions).Average(share => share.Any + share.All));
        for (var round = 0; round < Rounds; round++)
        {
            var before = reached;
            foreach (var (_, of, with) in s_weights)
                foreach (var step in s_steps)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var tried = with(best, of(best) * step);
                    if (Judge(tried, questions).Average(share => share.Any + share.All) is var gives && gives > reached)
                        (best, reached) = (tried, gives);
                }
            if (reached <= before)
                break;
        }
        return best;
    }

    /// <summary>Of each budget, the share of questions with any and with all of their evidence.</summary>
    private static List<(double Any, double All)> Judge(RecallWeights weights, List<RecallSet.Asked> questions)
    {
        var any = new int[s_budgets.Length];
        var all = new int[s_budgets.Length];
        Parallel.ForEach(questions.GroupBy(asked => asked.Index), own =>
        {
            // An index is one thread's.
            var ranking = new EpisodeRanking(own.Key, weights);
            foreach (var asked in own)
            {
                using var scores = ranking.Score(asked.Text, asked.Vectors, asked.Span, long.MaxValue);
                foreach (var (i, budget) in s_budgets.Index())
                {
                    var found = BudgetedItems.Take(own.Key, scores.Values, budget).Count(item => asked.Evidence.Contains(item.Sources[0]));
                    if (found > 0)
                        Interlocked.Increment(ref any[i]);
                    if (found == asked.Evidence.Count)
                        Interlocked.Increment(ref all[i]);
                }
            }
        });
        return [.. any.Zip(all, (one, whole) => ((double)one / questions.Count, (double)whole / questions.Count))];
    }

    private static void Print(string name, string judged, RecallWeights weights, List<RecallSet.Asked> questions)
    {
        var shares = Judge(weights, questions);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "fit-recall",
            mode = name,
            judged,
            questions = questions.Count,
            any = s_budgets.Zip(shares).ToDictionary(pair => $"{pair.First}", pair => Math.Round(pair.Second.Any, 4)),
            all = s_budgets.Zip(shares).ToDictionary(pair => $"{pair.First}", pair => Math.Round(pair.Second.All, 4)),
            weights = s_weights.ToDictionary(weight => weight.Name, weight => Math.Round(weight.Of(weights), 4)),
        }));
    }
}
