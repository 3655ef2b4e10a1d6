using Microsoft.Extensions.AI;

namespace Assistant.Benchmarks.Language;

/// <summary>
/// `decode` and `prefill`: tokens a second written after short and long prompts, and read, against @huggingface/transformers on the same files with the same conversations;
/// ours and its runs alternate, and the median of each is taken. node-llama-cpp is not compared with: the original GGUF cannot be had offline. `decode copy` compares
/// answers that copy from the passage with and without prompt lookup.
/// </summary>
internal static class DecodeBenchmark
{
    private const string Model = "smollm2-135m-instruct";
    private const string PeerName = "@huggingface/transformers";
    private const int Written = 48;

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("DECODE_ROUNDS"), out var rounds) ? rounds : 5;

    public static async Task<int> DecodeAsync(IReadOnlyList<string> modes)
    {
        if (ChatModels.FolderWith(Model) is not { } models)
            return 1;
        if (modes.Count == 0 || modes.Contains("past"))
        {
            using var peer = ChatPeer.Start(models, Model);
            await using var own = new OwnChat(Model, ("PromptLookup", "false"), ("CacheMegabytes", "0"));
            var near = await MeasureAsync("decode", "past 40", own, peer, ChatPrompts.Short, Written, "tokens_per_second", figures => figures.WrittenPerSecond);
            var far = await MeasureAsync("decode", "past 1000", own, peer, number => ChatPrompts.Long(940, number), Written, "tokens_per_second", figures => figures.WrittenPerSecond);
            BenchmarkLine.Write("decode", "past 1000 by past 40", "ratio_of_tokens_per_second", far / near, "target", 0.7);
        }
        if (modes.Count == 0 || modes.Contains("copy"))
            await CopyAsync();
        return 0;
    }

    public static async Task<int> PrefillAsync()
    {
        if (ChatModels.FolderWith(Model) is not { } models)
            return 1;
        using var peer = ChatPeer.Start(models, Model);
        await using var own = new OwnChat(Model, ("PromptLookup", "false"), ("CacheMegabytes", "0"));
        foreach (var tokens in new[] { 250, 1_000 })
            await MeasureAsync("prefill", $"{tokens} tokens", own, peer, number => ChatPrompts.Long(tokens - 60, number), 2, "tokens_per_second", figures => figures.ReadPerSecond);
        return 0;
    }

    /// <summary>Median of our figure over the rounds; written beside the peer's.</summary>
    private static async Task<double> MeasureAsync(string name, string mode, OwnChat own, ChatPeer? peer, Func<int, List<ChatMessage>> prompt, int tokens, string metric, Func<ChatFigures, double> figure)
    {
        var (ours, theirs) = (new List<ChatFigures>(), new List<ChatFigures>());
        for (var round = -1; round < Rounds; round++)
        {
            var messages = prompt(round + 1);
            var (one, other) = (await own.AnswerAsync(messages, tokens), peer is null ? null : await peer.AnswerAsync(messages, tokens));
            if (round < 0)
                continue;
            ours.Add(one);
            if (other is not null)
                theirs.Add(other);
        }
        var value = Median(ours, figure);
        BenchmarkLine.Write(name, mode, metric, value, PeerName, theirs.Count > 0 ? Median(theirs, figure) : null,
            ("best", Math.Round(ours.Max(figure), 1)), ("peer_best", theirs.Count > 0 ? Math.Round(theirs.Max(figure), 1) : 0),
            ("prompt_tokens", ours[^1].Prompt), ("peer_prompt_tokens", theirs.Count > 0 ? theirs[^1].Prompt : 0), ("written", ours[^1].Written), ("peer_written", theirs.Count > 0 ? theirs[^1].Written : 0),
            ("cpu_ms", Math.Round(Median(ours, f => f.CpuMs))), ("peer_cpu_ms", theirs.Count > 0 ? Math.Round(Median(theirs, f => f.CpuMs)) : 0));
        return value;
    }

    private static async Task CopyAsync()
    {
        await using var with = new OwnChat(Model, ("CacheMegabytes", "0"));
        await using var without = new OwnChat(Model, ("PromptLookup", "false"), ("CacheMegabytes", "0"));
        var (fast, plain, same) = (new List<ChatFigures>(), new List<ChatFigures>(), 0);
        for (var round = -1; round < 2 * Rounds; round++)
        {
            var messages = ChatPrompts.Copying(round + 1);
            var (one, other) = (await with.AnswerAsync(messages, 128), await without.AnswerAsync(messages, 128));
            if (round < 0)
                continue;
            fast.Add(one);
            plain.Add(other);
            same += one.Text == other.Text ? 1 : 0;
        }
        BenchmarkLine.Write("decode", "copy", "tokens_per_second", fast.Sum(f => f.Written - 1.0) * 1000 / fast.Sum(f => f.RestMs), "without prompt lookup", plain.Sum(f => f.Written - 1.0) * 1000 / plain.Sum(f => f.RestMs),
            ("same_texts", same), ("texts", fast.Count), ("cpu_ratio", Math.Round(plain.Sum(f => f.CpuMs) / fast.Sum(f => f.CpuMs), 2)));
    }

    private static double Median(List<ChatFigures> figures, Func<ChatFigures, double> figure) => figures.Select(figure).Order().ElementAt(figures.Count / 2);
}
