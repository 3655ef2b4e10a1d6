using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace Assistant.Benchmarks.Language;

/// <summary>
/// `prefix`: time to the first token of a conversation's second turn, another conversation having been answered in between, and of a conversation that shares a long system
/// prompt with another, each against the same without the cache. `concurrent`: several conversations at once, a step each in turn, against one after the other.
/// </summary>
internal static class SharingBenchmark
{
    private const string Model = "smollm2-135m-instruct";
    private const int Conversations = 4;

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("DECODE_ROUNDS"), out var rounds) ? rounds : 5;

    public static async Task<int> PrefixAsync()
    {
        if (ChatModels.FolderWith(Model) is null)
            return 1;
        await using var kept = new OwnChat(Model);
        await using var fresh = new OwnChat(Model, ("CacheMegabytes", "0"));
        var (with, without) = (new List<double>(), new List<double>());
        var (sharing, alone) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var system = new ChatMessage(ChatRole.System, ChatPrompts.Words(750, round * 3));
            List<ChatMessage> first = [system, new(ChatRole.User, $"What is this text number {round} about?")];
            var answer = await kept.AnswerAsync(first, 32);
            await kept.AnswerAsync([new(ChatRole.User, $"Tell me about {ChatPrompts.Words(100, round + 40)}")], 8);
            List<ChatMessage> second = [.. first, new(ChatRole.Assistant, answer.Text), new(ChatRole.User, "And what else does it say?")];
            List<ChatMessage> other = [system, new(ChatRole.User, "Who is mentioned in it?")];
            var (a, b) = (await kept.AnswerAsync(second, 4), await fresh.AnswerAsync(second, 4));
            var (c, d) = (await kept.AnswerAsync(other, 4), await fresh.AnswerAsync(other, 4));
            if (a.Text != b.Text || c.Text != d.Text)
                throw new InvalidOperationException("What was kept changes the answer.");
            if (round == 0)
                continue;
            with.Add(a.FirstMs);
            without.Add(b.FirstMs);
            sharing.Add(c.FirstMs);
            alone.Add(d.FirstMs);
        }
        BenchmarkLine.Write("prefix", "second turn", "milliseconds_to_first_token", Median(with), "without the cache", Median(without), ("target_ratio", 0.1));
        BenchmarkLine.Write("prefix", "shared system prompt", "milliseconds_to_first_token", Median(sharing), "without the cache", Median(alone), ("target_ratio", 0.1));
        return 0;
    }

    public static async Task<int> ConcurrentAsync()
    {
        if (ChatModels.FolderWith(Model) is null)
            return 1;
        await using var turns = new OwnChat(Model, ("CacheMegabytes", "0"), ("PromptLookup", "false"), ("Concurrent", $"{Conversations}"));
        await using var queue = new OwnChat(Model, ("CacheMegabytes", "0"), ("PromptLookup", "false"), ("Concurrent", "1"));
        var (interleaved, inOrder) = (new List<Shared>(), new List<Shared>());
        for (var round = -1; round < Rounds; round++)
        {
            var (one, other) = (await TogetherAsync(turns, round + 1), await TogetherAsync(queue, round + 1));
            if (round < 0)
                continue;
            interleaved.Add(one);
            inOrder.Add(other);
        }
        foreach (var (metric, figure) in new (string, Func<Shared, double>)[]
            { ("tokens_per_second", f => f.PerSecond), ("mean_ms_to_first_token", f => f.MeanFirst), ("mean_ms_to_last_token", f => f.MeanLast), ("short_ms_to_last_token", f => f.ShortLast), ("all_ms", f => f.All) })
            BenchmarkLine.Write("concurrent", $"{Conversations} at once, a step each in turn", metric, Median(interleaved.ConvertAll(f => figure(f))), "one after the other", Median(inOrder.ConvertAll(f => figure(f))));
        return 0;
    }

    /// <summary>Three long wishes with long prompts and, behind them, a short one.</summary>
    private static async Task<Shared> TogetherAsync(OwnChat chat, int round)
    {
        var watch = Stopwatch.StartNew();
        var tasks = Enumerable.Range(0, Conversations).Select(async i =>
        {
            var figures = i < Conversations - 1 ? await chat.AnswerAsync(ChatPrompts.Long(300, (round * 4) + i), 64) : await chat.AnswerAsync(ChatPrompts.Short(round), 16);
            return (Figures: figures, Last: watch.Elapsed.TotalMilliseconds);
        }).ToList();
        var done = await Task.WhenAll(tasks);
        return new(done.Sum(d => d.Figures.Written) * 1000 / watch.Elapsed.TotalMilliseconds, done.Average(d => d.Figures.FirstMs), done.Average(d => d.Last), done[^1].Last, watch.Elapsed.TotalMilliseconds);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Shared(double PerSecond, double MeanFirst, double MeanLast, double ShortLast, double All);
}
