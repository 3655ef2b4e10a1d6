using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Benchmarks.Privacy;
using Assistant.Benchmarks.Programs;
using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Benchmarks.Memory;

/// <summary>
/// `import`: `memory import` of the built program, without sentence vectors, of a thousand to a million lines; then, each time in a process that has opened nothing yet,
/// what the first recall takes (the store's rows are read, opened and indexed) and what the following ones take. Encrypted and chained as always.
/// </summary>
internal static class ImportBenchmark
{
    private const string User = "mia";
    private const int Questions = 60;
    private static readonly JsonSerializerOptions s_line = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var items in MemorySizes.All)
        {
            var folder = Directory.CreateTempSubdirectory("assistant-benchmark-").FullName;
            try
            {
                var file = Path.Combine(folder, "lines.jsonl");
                await WriteAsync(file, items, cancellationToken);
                var started = Stopwatch.GetTimestamp();
                await ImportAsync(file, folder, cancellationToken);
                var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
                Console.WriteLine(JsonSerializer.Serialize(new { name = "import", items, seconds = Math.Round(seconds, 2), lines_per_second = Math.Round(items / seconds) }));
                Console.Write(await OwnProgram.RunAsync(cancellationToken, "recall-stored", folder, items.ToString(CultureInfo.InvariantCulture)));
            }
            finally
            {
                DataFolder.Remove(folder);
            }
        }
        return 0;
    }

    /// <summary>The second half of it, in a process of its own.</summary>
    public static async Task<int> RecallAsync(string folder, int items, CancellationToken cancellationToken)
    {
        await using var store = await BenchmarkStore.OpenAsync(folder, []);
        var (memory, generated, times) = (store.Get<ILongTermMemory>(), new GeneratedEpisodes(), new List<double>());
        using var process = Process.GetCurrentProcess();
        var (before, firstProcessor) = (process.TotalProcessorTime, TimeSpan.Zero);
        for (var question = 0; question <= Questions; question++)
        {
            var asked = generated.Question();
            var started = Stopwatch.GetTimestamp();
            var found = await memory.RecallAsync(new ContentOwner(ConversationKey.DefaultTenant, User), new RecallQuery(asked, Vectors: false), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (found.Count == 0)
                throw new InvalidOperationException("A question whose words occur found nothing.");
            if (question > 0)
                continue;
            process.Refresh();
            firstProcessor = process.TotalProcessorTime - before;
        }
        var (first, warm) = (times[0], times.Skip(1).Order().ToList());
        process.Refresh();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "recall",
            mode = "stored",
            items,
            first_ms = Math.Round(first, 1),
            // Of all threads, the compiler's too: what a busy machine does not stretch.
            first_processor_ms = Math.Round(firstProcessor.TotalMilliseconds),
            p50_ms = Math.Round(warm[warm.Count / 2], 2),
            p95_ms = Math.Round(warm[warm.Count * 95 / 100], 2),
            rss_mb = process.WorkingSet64 >> 20,
        }));
        return 0;
    }

    private static async Task WriteAsync(string file, int items, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(file);
        var generated = new GeneratedEpisodes();
        for (var item = 0; item < items; item++)
        {
            var episode = generated.At(item);
            var line = new { episode.Id, time = episode.At, episode.Speaker, episode.Text, episode.Conversation };
            await writer.WriteLineAsync(JsonSerializer.Serialize(line, s_line).AsMemory(), cancellationToken);
        }
    }

    private static async Task ImportAsync(string file, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Checkout.Server, ["memory", "import", file, "--user", User, "--no-vectors", "--json", $"--Data:Directory={folder}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"memory import ended with {process.ExitCode}: {await errors}{output}");
    }
}
