using System.Text.Json;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Wording;
using Assistant.Perception;

namespace Assistant.Benchmarks.Ask;

/// <summary>
/// Fits the weights of <see cref="AnswerModel"/> on the development halves: screens and documents of even number, and every sixteenth question of XQuAD with its own paragraph
/// and with the one after. The held-out halves are reported and never fitted. Candidates and their features come from the code that answers. Prints both sets of weights. Needs ASK_CACHE.
/// </summary>
internal static class FitWeights
{
    private const int EveryPassage = 16;

    public static async Task<int> RunAsync()
    {
        await using var host = await AskHost.StartAsync();
        if (host.Cache is null)
        {
            Console.Error.WriteLine("Set ASK_CACHE to a folder for what was read.");
            return 1;
        }
        List<FitCase> screens = await SetAsync(host, "screens", 0), documents = await SetAsync(host, "documents", 0);
        List<FitCase> others = [.. await PassagesAsync(host, "en"), .. await PassagesAsync(host, "zh")];
        List<FitCase> cases = [.. screens, .. documents, .. others];
        var weights = LogisticFit.Weights(cases);
        FitReport.Print("screens, development", screens, weights);
        FitReport.Print("documents, development", documents, weights);
        FitReport.Print("passages", others, weights);
        FitReport.PrintLeavingOut(cases, [.. screens, .. documents]);
        FitReport.Print("screens, held out", await SetAsync(host, "screens", 1), weights);
        FitReport.Print("documents, held out", await SetAsync(host, "documents", 1), weights);
        Print("s_byMeaning", weights);
        Print("s_byWords", LogisticFit.Weights([.. cases.Select(c => c with { All = [.. c.All.Select(WithoutMeaning)], Right = [.. c.Right.Select(WithoutMeaning)] })]));
        return 0;
    }

    private static async Task<List<FitCase>> SetAsync(AskHost host, string set, int half)
    {
        var cases = new List<FitCase>();
        foreach (var (_, file) in AskFile.Read(AskHost.DataSet(set)!).Index().Where(f => f.Index % 2 == half))
        {
            var evidence = await host.Cache!.ReadAsync(file.Path);
            foreach (var question in file.Questions)
                cases.Add(await CaseAsync(host, evidence, question));
            foreach (var question in file.Unanswerable)
                cases.Add(await CaseAsync(host, evidence, new(question, [], new(null, null))));
        }
        return cases;
    }

    private static async Task<List<FitCase>> PassagesAsync(AskHost host, string language)
    {
        var cases = new List<FitCase>();
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AskHost.DataSet("qa")!, $"xquad.{language}.json")));
        foreach (var article in truth.RootElement.GetProperty("data").EnumerateArray())
        {
            var paragraphs = article.GetProperty("paragraphs").EnumerateArray().ToList();
            var evidence = paragraphs.ConvertAll(p => new Evidence { Id = "p", Kind = EvidenceKind.Document, Source = "passage.txt", Blocks = [new(p.GetProperty("context").GetString()!, new() { Line = 1 })] });
            foreach (var (number, (question, paragraph)) in paragraphs.Index().SelectMany(p => p.Item.GetProperty("qas").EnumerateArray().Select(q => (q, p.Index))).Index().Where(q => q.Index % EveryPassage == 0))
            {
                var text = question.GetProperty("question").GetString()!;
                string[] gold = [.. question.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("text").GetString()!)];
                cases.Add(await CaseAsync(host, evidence[paragraph], new(text, gold, new(null, null))));
                if (number % (2 * EveryPassage) == 0)
                    cases.Add(await CaseAsync(host, evidence[(paragraph + 1) % evidence.Count], new(text, [], new(null, null))));
            }
        }
        return cases;
    }

    private static async Task<FitCase> CaseAsync(AskHost host, Evidence evidence, AskQuestion asked)
    {
        var question = QuestionReader.Read(asked.Text);
        var ranked = await host.Cached!.Ranking.RankAsync(question, [new EvidenceIndex(evidence)], default);
        var right = new List<double[]>();
        var all = new List<double[]>();
        foreach (var candidate in ranked)
        {
            var draft = new AnswerDraft(question.Language);
            AnswerWriter.Write(draft, question, candidate);
            var answer = draft.Finish(true, CachedAsk.Request(asked.Text, evidence));
            var holds = AcceptedAnswer.IsIn(answer.Text, asked.Accepted) || asked.Place is { Box: null, Where: null } && asked.Accepted.Any(a => AcceptedAnswer.Normal(candidate.Passage.Text).Contains(AcceptedAnswer.Normal(a), StringComparison.Ordinal));
            var placed = answer.Citations.Any(c => asked.Place.IsAt(c.Position));
            if (holds && !placed)
                continue;
            all.Add(candidate.Features);
            if (holds)
                right.Add(candidate.Features);
        }
        return new(evidence.Source, [.. right], [.. all]) { Answerable = asked.Accepted.Count > 0 };
    }

    private static double[] WithoutMeaning(double[] features) => [.. features.Select((value, i) => Features.Names[i].Contains("nearness", StringComparison.Ordinal) ? 0 : value)];

    private static void Print(string name, double[] weights)
    {
        foreach (var (feature, weight) in Features.Names.Zip(weights))
            Console.WriteLine($"  {weight,6:0.00} {feature}");
        Console.WriteLine($"    private static readonly double[] {name} = [{string.Join(", ", weights.Select(w => w.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)))}];");
    }
}
