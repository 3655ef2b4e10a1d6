using System.Diagnostics;
using System.Numerics.Tensors;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Embeddings;

/// <summary>
/// Texts a second: 256 questions, sentences and paragraphs against @huggingface/transformers on the same files, the better of one text at a time and batches of 32.
/// </summary>
internal static class EmbeddingsBenchmark
{
    private const int Texts = 256;

    public static async Task<int> RunAsync()
    {
        var models = Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? "";
        foreach (var (language, model) in new[] { ("en", "bge-small-en-v1.5"), ("zh", "bge-small-zh-v1.5") })
        {
            if (Passages.Mixed(language, Texts) is not { } texts || !Directory.Exists(Path.Combine(models, model)))
                return Fail($"Set ASSISTANT_MODELS to a folder with {model}.");
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(texts));
            var (seconds, megabytes, vectors) = await OursAsync(texts, language);
            var peer = (await TransformersPeer.RunAsync("embeddings.mjs", models, model, file)).Select(r => (JsonElement?)r).FirstOrDefault();
            File.Delete(file);
            var (one, batch) = (peer?.GetProperty("one").GetDouble(), peer?.GetProperty("batch").GetDouble());
            BenchmarkLine.Write("embeddings", model, "texts_per_second", Texts / seconds, "@huggingface/transformers", peer is null ? null : Texts / Math.Min(one!.Value, batch!.Value),
                ("peer_one", one is null ? "" : Math.Round(Texts / one.Value, 1)), ("peer_batch_32", batch is null ? "" : Math.Round(Texts / batch.Value, 1)),
                ("rss_mb", megabytes), ("peer_rss_mb", peer?.GetProperty("rss_mb").GetInt32() ?? 0), ("least_cosine_to_peer", peer is null ? "" : Math.Round(LeastCosine(vectors, peer.Value), 4)));
        }
        return 0;
    }

    private static async Task<(double Seconds, long Megabytes, IReadOnlyList<float[]> Vectors)> OursAsync(IReadOnlyList<string> texts, string language)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddAssistantInference(new ConfigurationBuilder().AddInMemoryCollection([new("Embeddings:LowerCase", "false")]).Build())
            .BuildServiceProvider();
        var encoder = services.GetRequiredService<ISentenceEncoder>();
        await encoder.EncodeAsync([.. texts.Take(32)], false, language, CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var vectors = await encoder.EncodeAsync(texts, false, language, CancellationToken.None);
        watch.Stop();
        using var process = Process.GetCurrentProcess();
        return (watch.Elapsed.TotalSeconds, process.WorkingSet64 >> 20, vectors);
    }

    private static double LeastCosine(IReadOnlyList<float[]> vectors, JsonElement peer) =>
        peer.GetProperty("vectors").EnumerateArray().Select((vector, i) => (double)TensorPrimitives.CosineSimilarity(vectors[i], vector.EnumerateArray().Select(n => n.GetSingle()).ToArray())).Min();

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
