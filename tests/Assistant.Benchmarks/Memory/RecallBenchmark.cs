using System.Diagnostics;
using System.Text.Json;
using Assistant.Memory.LongTerm;

namespace Assistant.Benchmarks.Memory;

/// <summary>
/// `recall`: what a search costs in one person's opened memory of a thousand to a million items, by words alone and with vectors; questions of five words, 1,024 tokens.
/// Encoding the question and reading the store are not in it.
/// </summary>
internal static class RecallBenchmark
{
    private const int Dimensions = 384;
    private const int Questions = 60;
    private const int WarmUp = 10;
    private const int Tokens = 1024;

    public static int Run()
    {
        foreach (var vectors in new[] { false, true })
        {
            foreach (var items in MemorySizes.All)
                Measure(items, vectors);
        }
        return 0;
    }

    private static void Measure(int items, bool vectors)
    {
        Settle();
        var (generated, index) = (new GeneratedEpisodes(), new MemoryIndex());
        for (var item = 0; item < items; item++)
            index.Add(new(generated.At(item), 0, vectors ? QuantizedVector.Of("generated", generated.Vector(Dimensions)) : null), 1);
        var (times, processor) = (new List<double>(), TimeSpan.Zero);
        using var process = Process.GetCurrentProcess();
        for (var question = 0; question < Questions + WarmUp; question++)
        {
            if (question == WarmUp)
            {
                process.Refresh();
                processor = process.TotalProcessorTime;
            }
            var asked = generated.Question();
            QuantizedVector[] encoded = vectors ? [QuantizedVector.Of("generated", generated.Vector(Dimensions))] : [];
            var started = Stopwatch.GetTimestamp();
            using var scores = new EpisodeRanking(index, RecallWeights.Default).Score(asked, encoded, null, long.MaxValue);
            var found = BudgetedItems.Take(index, scores.Values, Tokens);
            if (question >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (found.Count == 0)
                throw new InvalidOperationException("A question whose words occur found nothing.");
        }
        process.Refresh();
        processor = process.TotalProcessorTime - processor;
        times.Sort();
        Settle();
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "recall",
            mode = vectors ? "vectors" : "words",
            items,
            p50_ms = Math.Round(times[times.Count / 2], 2),
            p95_ms = Math.Round(times[times.Count * 95 / 100], 2),
            // A question's part of it, of all threads: what a busy machine does not stretch.
            processor_ms = Math.Round(processor.TotalMilliseconds / times.Count, 2),
            rss_mb = process.WorkingSet64 >> 20,
        }));
        GC.KeepAlive(index);
    }

    /// <summary>What is left of the size before, and of the import, is no part of what a memory holds.</summary>
    private static void Settle() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
