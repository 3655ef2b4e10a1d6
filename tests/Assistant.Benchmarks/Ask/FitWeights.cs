using System.Text.Json;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Wording;
using Assistant.Perception;

namespace Assistant.Benchmarks.Ask;

/// <summary>
/// Fits the weights of <see cref="AnswerModel"/> on the development halves: screens and documents of even number, and every sixth question of XQuAD with its own paragraph
/// and with the one after, and our own pages (tests/ask). The held-out halves are reported and never fitted. Candidates and their features come from the code that answers. Prints both sets of weights. Needs ASK_CACHE.
/// </summary>
internal static class FitWeights
{
    private const int EveryPassage = 6;

    /// <summary>What stands far behind teaches nothing.</summary>
    private const int MostWrong = 40;

    private const string OwnDocuments = "own document ";

    public static async Task<int> RunAsync()
    {
        await using var host = await AskHost.StartAsync();
        if (host.Cache is null)
        {
            Console.Error.WriteLine("Set ASK_CACHE to a folder for what was read.");
            return 1;
        }
        List<FitCase> screens = await SetAsync(host, "screens", Even), documents = await SetAsync(host, "documents", Even), own = await OwnAsync(host, f => !f.File.MeasuredOnly);
        List<FitCase> others = [.. await PassagesAsync(host, "en"), .. await PassagesAsync(host, "zh")];
        var forgetful = new List<FitCase>();
        foreach (var forgotten in new Func<int, bool>[] { i => i % 2 == 0, i => i % 2 == 1 })
            forgetful.AddRange([.. await SetAsync(host, "screens", Even, forgotten), .. await SetAsync(host, "documents", Even, forgotten), .. await OwnAsync(host, f => !f.File.MeasuredOnly, forgotten)]);
        List<FitCase> cases = [.. screens, .. documents, .. own, .. others, .. forgetful.Select(c => c with { IsExtra = true })];
        List<FitCase> unseenScreens = await SetAsync(host, "screens", f => !Even(f)), unseenDocuments = await SetAsync(host, "documents", f => !Even(f)), unseenOwn = await OwnAsync(host, f => f.File.MeasuredOnly);
        FitReport.Print("as shipped: screens, held out", CertaintyFit.JudgeShipped(unseenScreens));
        FitReport.Print("as shipped: documents, held out", CertaintyFit.JudgeShipped(unseenDocuments));
        FitReport.Print("as shipped: own pages, for measuring only", CertaintyFit.JudgeShipped(unseenOwn.Where(c => !c.Group.StartsWith(OwnDocuments, StringComparison.Ordinal))));
        FitReport.Print("as shipped: own documents, for measuring only", CertaintyFit.JudgeShipped(unseenOwn.Where(c => c.Group.StartsWith(OwnDocuments, StringComparison.Ordinal))));
        FitReport.Print("as shipped: passages", CertaintyFit.JudgeShipped(others));
        foreach (var byMeaning in new[] { true, false })
        {
            var name = byMeaning ? "s_byMeaning" : "s_byWords";
            // Where nothing compares meanings, only the lexicon links a question with its answer: there it is not forgotten.
            var fitted = byMeaning ? cases : cases.Where(c => !c.IsExtra).Select(WithoutMeaning).ToList();
            var weights = LogisticFit.Weights(fitted);
            var certainty = new CertaintyFit(fitted);
            var sure = certainty.Weights();
            var how = byMeaning ? "" : "without vectors: ";
            List<FitCase> Seen(List<FitCase> all) => byMeaning ? all : all.ConvertAll(WithoutMeaning);
            FitReport.Print(how + "screens, development", CertaintyFit.Judge(Seen(screens), weights, sure));
            FitReport.Print(how + "documents, development", CertaintyFit.Judge(Seen(documents), weights, sure));
            List<FitOutcome> leftOut = [.. certainty.LeavingOut()];
            FitReport.Print(how + "screens, development, each kind left out", leftOut.Where(o => screens.Exists(c => c.Group == o.Case.Group)));
            FitReport.Print(how + "documents, development, each kind left out", leftOut.Where(o => documents.Exists(c => c.Group == o.Case.Group)));
            FitReport.Print(how + "passages, each article left out", leftOut.Where(o => others.Exists(c => c.Group == o.Case.Group)));
            FitReport.Print(how + "own, each kind left out", leftOut.Where(o => own.Exists(c => c.Group == o.Case.Group)));
            FitReport.Print(how + "own pages, for measuring only", CertaintyFit.Judge(Seen(unseenOwn.FindAll(c => !c.Group.StartsWith(OwnDocuments, StringComparison.Ordinal))), weights, sure));
            FitReport.Print(how + "own documents, for measuring only", CertaintyFit.Judge(Seen(unseenOwn.FindAll(c => c.Group.StartsWith(OwnDocuments, StringComparison.Ordinal))), weights, sure));
            FitReport.Print(how + "screens, held out", CertaintyFit.Judge(Seen(unseenScreens), weights, sure));
            FitReport.Print(how + "documents, held out", CertaintyFit.Judge(Seen(unseenDocuments), weights, sure));
            Print("AnswerModel." + name, Features.Names, weights);
            Print("Confidence." + name, Certainty.Names, sure);
        }
        return 0;
    }

    private static bool Even((int Index, AskFile File) file) => file.Index % 2 == 0;

    /// <summary>Our own pages and documents, where ASK_OWN names the folder that tests/ask/render.mjs filled.</summary>
    private static async Task<List<FitCase>> OwnAsync(AskHost host, Func<(int Index, AskFile File), bool> wanted, Func<int, bool>? forgotten = null) =>
        Environment.GetEnvironmentVariable("ASK_OWN") is not { Length: > 0 } folder ? []
            : [.. await FilesAsync(host, Path.Combine(folder, "screens"), "page ", wanted, forgotten), .. await FilesAsync(host, Path.Combine(folder, "documents"), OwnDocuments, wanted, forgotten)];

    private static Task<List<FitCase>> SetAsync(AskHost host, string set, Func<(int Index, AskFile File), bool> wanted, Func<int, bool>? forgotten = null) => FilesAsync(host, AskHost.DataSet(set)!, set, wanted, forgotten);

    private static async Task<List<FitCase>> FilesAsync(AskHost host, string folder, string set, Func<(int Index, AskFile File), bool> wanted, Func<int, bool>? forgotten)
    {
        var cases = new List<FitCase>();
        foreach (var (index, file) in AskFile.Read(folder).Index().Where(wanted))
        {
            var explain = !file.MeasuredOnly && (folder.StartsWith(Environment.GetEnvironmentVariable("ASK_OWN") ?? "-", StringComparison.Ordinal) || index % 2 == 0) && forgotten is null && Environment.GetEnvironmentVariable("FIT_EXPLAIN") == "1";
            var evidence = await host.Cache!.ReadAsync(file.Path);
            // A document's kind is what it is about, not its format.
            var group = set + (set == OwnDocuments ? Path.GetFileName(file.Path) : file.Group);
            foreach (var question in file.Questions)
                cases.Add(await CaseAsync(host, evidence, question, group, explain, forgotten));
            foreach (var question in file.Unanswerable)
                cases.Add(await CaseAsync(host, evidence, new(question, [], new(null, null)), group, explain, forgotten));
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
                cases.Add(await CaseAsync(host, evidence[paragraph], new(text, gold, new(null, null)), language + paragraphs.Count));
                if (number % (2 * EveryPassage) == 0)
                    cases.Add(await CaseAsync(host, evidence[(paragraph + 1) % evidence.Count], new(text, [], new(null, null)), language + paragraphs.Count));
            }
        }
        return cases;
    }

    private static async Task<FitCase> CaseAsync(AskHost host, Evidence evidence, AskQuestion asked, string group, bool explain = false, Func<int, bool>? forgotten = null)
    {
        var question = Forget(QuestionReader.Read(asked.Text), forgotten);
        var ranked = await host.Cached!.Ranking.RankAsync(question, [new EvidenceIndex(evidence)], default);
        var right = new List<double[]>();
        var all = new List<double[]>();
        var judged = new List<(Candidate, bool)>();
        foreach (var (rank, candidate) in ranked.Index())
        {
            var draft = new AnswerDraft(question.Language);
            AnswerWriter.Write(draft, question, candidate);
            var answer = draft.Finish(true, CachedAsk.Request(asked.Text, evidence));
            var holds = AcceptedAnswer.IsIn(answer.Text, asked.Accepted) || asked.Place is { Box: null, Where: null } && asked.Accepted.Any(a => AcceptedAnswer.Normal(candidate.Passage.Text).Contains(AcceptedAnswer.Normal(a), StringComparison.Ordinal));
            var placed = answer.Citations.Any(c => asked.Place.IsAt(c.Position));
            if (holds && !placed || !holds && rank >= MostWrong)
                continue;
            all.Add(candidate.Features);
            judged.Add((candidate, holds));
            if (holds)
                right.Add(candidate.Features);
        }
        if (explain)
            Explain(asked, question, judged);
        return new(group, [.. right], [.. all]) { Answerable = asked.Accepted.Count > 0, Asked = question, Candidates = judged.ConvertAll(j => j.Item1) };
    }

    /// <summary>As if the lexicon did not know some of the words: the weights must not count on a link that other questions will lack.</summary>
    private static Question Forget(Question question, Func<int, bool>? forgotten) => forgotten is null ? question : question with
    {
        Units = [.. question.Units.Select((unit, i) => forgotten(i) ? unit with { Concepts = [], Stem = unit.Stem.Length > 0 ? unit.Stem : unit.Text } : unit)],
    };

    /// <summary>FIT_EXPLAIN=1: the candidates of the development half where the first is wrong or unsure, and what tells it apart from the right one.</summary>
    private static void Explain(AskQuestion asked, Question question, List<(Candidate Candidate, bool Right)> candidates)
    {
        var sure = candidates.Count == 0 ? 0 : Confidence.Of(question, candidates.ConvertAll(c => c.Candidate));
        if (candidates.Count == 0 || (asked.Accepted.Count > 0 ? candidates[0].Right && sure > 0 : sure <= 0))
            return;
        Console.WriteLine($"\n{sure:0.00} {asked.Text} -> {string.Join('|', asked.Accepted.Take(2))}   [{question.Form} {string.Join(',', question.Wanted)}] {string.Join("; ", question.Units.Select(u => $"{u.Text} {u.Weight}{(u.Concepts.Count > 0 ? "*" : "")}"))}");
        foreach (var (c, right) in candidates.Take(3).Concat(candidates.Skip(3).Where(c => c.Right).Take(1)))
            Console.WriteLine($"  {c.Score,6:0.00}{(right ? " RIGHT" : "")} {c.Passage.Kind} “{c.Passage.Label}” “{c.Passage.Text}” row “{c.Passage.Row}” | {string.Join(' ', Features.Names.Zip(c.Features).Where(f => f.Second != 0).Select(f => $"{f.First}={f.Second:0.##};"))}");
    }

    private static FitCase WithoutMeaning(FitCase one)
    {
        var byFeatures = one.Candidates.Select(c => c with { Semantic = null, LabelSemantic = null, Behind = 0, Features = [.. c.Features.Select((value, i) => Features.Names[i].Contains("nearness", StringComparison.Ordinal) ? 0 : value)] }).ToList();
        return one with { Candidates = byFeatures, All = [.. byFeatures.Select(c => c.Features)], Right = [.. byFeatures.Where((_, i) => one.IsRight(one.Candidates[i])).Select(c => c.Features)] };
    }

    private static void Print(string name, IReadOnlyList<string> features, double[] weights)
    {
        foreach (var (feature, weight) in features.Zip(weights))
            Console.WriteLine($"  {weight,6:0.00} {feature}");
        Console.WriteLine($"// {name}: [{string.Join(", ", weights.Select(w => w.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)))}]");
    }
}
