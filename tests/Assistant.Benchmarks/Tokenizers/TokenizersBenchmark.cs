using System.Diagnostics;
using System.Text.Json;
using Assistant.Inference.Tokenizers;

namespace Assistant.Benchmarks.Tokenizers;

/// <summary>Tokens a second of one thread over English and Chinese questions, sentences and paragraphs, against @huggingface/transformers on the same tokenizer.json.</summary>
internal static class TokenizersBenchmark
{
    private static readonly string[] s_models = ["bge-small-en-v1.5", "bge-small-zh-v1.5", "smollm2-135m-instruct", "whisper-base", "clip-random", "llama-tokenizer", "siglip-random"];

    public static async Task<int> RunAsync()
    {
        var models = Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "";
        var installed = s_models.Where(model => File.Exists(Path.Combine(models, model, "tokenizer.json"))).ToArray();
        if (installed.Length == 0 || Passages.Mixed("en", 400) is not { } english || Passages.Mixed("zh", 400) is not { } chinese)
        {
            Console.Error.WriteLine("Set ASSISTANT_MODELS to a folder with the models and ASSISTANT_DATA_SETS to the data sets.");
            return 1;
        }
        string[] texts = [.. english, .. chinese];
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { texts, models = installed }));
        var peers = (await TransformersPeer.RunAsync("tokenizers.mjs", models, file)).ToDictionary(r => r.GetProperty("model").GetString()!);
        File.Delete(file);
        foreach (var model in installed)
        {
            var (tokens, perSecond) = Measure(Tokenizer.Load(Path.Combine(models, model, "tokenizer.json")), texts);
            var peer = peers.TryGetValue(model, out var found) ? found : (JsonElement?)null;
            BenchmarkLine.Write("tokenizers", model, "tokens_per_second", perSecond, "@huggingface/transformers", peer?.GetProperty("per_second").GetDouble(),
                ("tokens", tokens), ("peer_tokens", peer?.GetProperty("tokens").GetInt32() ?? 0));
        }
        return 0;
    }

    private static (int Tokens, double PerSecond) Measure(Tokenizer tokenizer, string[] texts)
    {
        var (tokens, best) = (0, 0.0);
        for (var pass = 0; pass < 4; pass++)
        {
            var (watch, counted) = (Stopwatch.StartNew(), 0L);
            do
            {
                tokens = texts.Sum(text => tokenizer.Encode(text).Length);
                counted += tokens;
            }
            while (watch.ElapsedMilliseconds < 500);
            if (pass > 0)
                best = Math.Max(best, counted / watch.Elapsed.TotalSeconds);
        }
        return (tokens, best);
    }
}
