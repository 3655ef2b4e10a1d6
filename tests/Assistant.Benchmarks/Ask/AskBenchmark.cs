using System.Text.Json;
using Assistant.Agent;

namespace Assistant.Benchmarks.Ask;

/// <summary>Asks every question of a data set through the whole path, each in a conversation of its own with the file attached, without a language model. ASK_OUT names a file for the answers.</summary>
internal static class AskBenchmark
{
    private const double RightTarget = 0.85;
    private const double AdmittedTarget = 0.95;

    public static async Task<int> RunAsync(string set)
    {
        if (AskHost.DataSet(set) is not { } folder)
            return 1;
        await using var host = await AskHost.StartAsync();
        using var output = Environment.GetEnvironmentVariable("ASK_OUT") is { } path ? new StreamWriter(path) : null;
        var only = Environment.GetEnvironmentVariable("ASK_ONLY");
        var tallies = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        foreach (var (index, file) in AskFile.Read(folder).Index())
        {
            if (only is not null && !file.Path.Contains(only, StringComparison.Ordinal))
                continue;
            List<Tally> mine = [.. new[] { " all", index % 2 == 0 ? " development half" : " held-out half", file.Group }.Select(name => tallies.TryGetValue(name, out var known) ? known : tallies[name] = new())];
            foreach (var question in file.Questions)
            {
                var answer = await host.AskAsync(question.Text, file.Path);
                mine.ForEach(tally => tally.Add(question, answer));
                Write(output, file.Path, question.Text, answer, AcceptedAnswer.IsIn(answer.Text, question.Accepted));
            }
            foreach (var question in file.Unanswerable)
            {
                var answer = await host.AskAsync(question, file.Path);
                mine.ForEach(tally => tally.AddUnanswerable(answer));
                Write(output, file.Path, question, answer, !answer.Found);
            }
        }
        foreach (var (group, t) in tallies)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "ask-" + set, group = group.Trim(), vectors = AskHost.WithVectors, questions = t.Asked, right = Tally.Share(t.Right, t.Asked), right_target = RightTarget, cited_of_right = Tally.Share(t.RightAndCited, t.Right), cited_iou = Tally.Share(t.Tight, t.Boxed),
                unanswerable = t.Unanswerable, admitted = Tally.Share(t.Admitted, t.Unanswerable), admitted_target = AdmittedTarget, wrongly_refused = Tally.Share(t.Refused, t.Asked), mean_characters = Tally.Share(t.Characters, t.Asked),
            }));
        }
        return 0;
    }

    private static void Write(StreamWriter? output, string file, string question, Answer answer, bool right) =>
        output?.WriteLine(JsonSerializer.Serialize(new { file = Path.GetFileName(file), q = question, answer = answer.Text, found = answer.Found, right, citations = answer.Citations.Select(c => new { quote = c.Quote, box = c.Position.Box is { } b ? new[] { b.X0, b.Y0, b.X1, b.Y1 } : null, position = c.Position }) }));

    private sealed class Tally
    {
        public int Asked { get; private set; }
        public int Right { get; private set; }
        public int RightAndCited { get; private set; }
        public int Boxed { get; private set; }
        public int Tight { get; private set; }
        public int Refused { get; private set; }
        public int Unanswerable { get; private set; }
        public int Admitted { get; private set; }
        public long Characters { get; private set; }

        public void Add(AskQuestion question, Answer answer)
        {
            var right = AcceptedAnswer.IsIn(answer.Text, question.Accepted);
            Asked++;
            Characters += answer.Text.Length;
            Right += right ? 1 : 0;
            Refused += answer.Found ? 0 : 1;
            RightAndCited += right && answer.Citations.Any(c => question.Place.IsAt(c.Position)) ? 1 : 0;
            if (question.Place.Box is not { } box)
                return;
            Boxed++;
            Tight += answer.Citations.Any(c => c.Position.Box is { } mine && AcceptedAnswer.IntersectionOverUnion(box, mine) >= 0.3) ? 1 : 0;
        }

        public void AddUnanswerable(Answer answer)
        {
            Unanswerable++;
            Admitted += !answer.Found && AcceptedAnswer.IsNotFound(answer.Text) ? 1 : 0;
        }

        public static double? Share(double part, double whole) => whole == 0 ? null : Math.Round(part / whole, 4);
    }
}
