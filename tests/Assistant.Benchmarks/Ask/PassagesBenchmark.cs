using System.Text.Json;

namespace Assistant.Benchmarks.Ask;

/// <summary>Asks the questions of XQuAD's paragraphs, each attached as a text file: does the first citation's quote, one sentence, hold the gold answer?</summary>
internal static class PassagesBenchmark
{
    public static async Task<int> RunAsync()
    {
        if (AskHost.DataSet("qa") is not { } folder)
            return 1;
        await using var host = await AskHost.StartAsync(mayCache: false);
        await RunAsync(host, folder, "en", AskHost.WithVectors ? 0.87 : 0.82, 0.80);
        await RunAsync(host, folder, "zh", AskHost.WithVectors ? 0.86 : 0.83, 0.81);
        return 0;
    }

    private static async Task RunAsync(AskHost host, string folder, string language, double target, double bm25Alone)
    {
        var (asked, right, refused) = (new int[2], new int[2], 0);
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"xquad.{language}.json")));
        var file = Path.Combine(Path.GetTempPath(), $"passage-{Environment.ProcessId}.txt");
        foreach (var paragraph in truth.RootElement.GetProperty("data").EnumerateArray().SelectMany(a => a.GetProperty("paragraphs").EnumerateArray()))
        {
            await File.WriteAllTextAsync(file, paragraph.GetProperty("context").GetString());
            foreach (var question in paragraph.GetProperty("qas").EnumerateArray())
            {
                var answer = await host.AskAsync(question.GetProperty("question").GetString()!, file);
                var gold = question.GetProperty("answers").EnumerateArray().Select(a => AcceptedAnswer.Normal(a.GetProperty("text").GetString()!));
                var quote = answer.Citations is [var first, ..] ? AcceptedAnswer.Normal(first.Quote) : "";
                var half = asked.Sum() % 2;
                asked[half]++;
                var holds = gold.Any(g => quote.Contains(g, StringComparison.Ordinal));
                right[half] += holds ? 1 : 0;
                // Only the development half is there to be looked at.
                if (!holds && half == 0 && Environment.GetEnvironmentVariable("ASK_MISSES") is not null)
                    Console.Error.WriteLine($"{language} Q: {question.GetProperty("question").GetString()}\n   gold: {question.GetProperty("answers")[0].GetProperty("text").GetString()}\n   quoted: {(answer.Citations is [var shown, ..] ? shown.Quote : "-")}");
                refused += answer.Found ? 0 : 1;
            }
        }
        File.Delete(file);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "ask-passages",
            language,
            vectors = AskHost.WithVectors,
            questions = asked.Sum(),
            first_quote_right = Math.Round((double)right.Sum() / asked.Sum(), 4),
            target,
            bm25_alone = bm25Alone,
            development_half = Math.Round((double)right[0] / asked[0], 4),
            held_out_half = Math.Round((double)right[1] / asked[1], 4),
            said_not_found = Math.Round((double)refused / asked.Sum(), 4),
        }));
    }
}
