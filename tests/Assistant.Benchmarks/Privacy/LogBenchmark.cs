using System.Diagnostics;
using System.Globalization;
using Assistant.Audit;
using Assistant.Benchmarks.Turns;
using Assistant.Conversations;
using Assistant.IntegrationTests.Storage;
using Assistant.Privacy;
using Assistant.Tests.Storage;

namespace Assistant.Benchmarks.Privacy;

/// <summary>
/// `log`: what logging a turn costs, at 200 turns a second, with encryption and without it in the same run (both are chained).
/// `audit`: verifying a long chain, and erasing a person with a long history (AUDIT_TURNS turns, by default half a million: a million records).
/// </summary>
internal static class LogBenchmark
{
    private const int Conversations = 64;
    private const int TurnsASecond = 200;
    private const int Seconds = 15;

    public static async Task<int> RunAsync()
    {
        await MeasureAsync("embedded", []);
        await using var postgres = new PostgresServer();
        if (postgres.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 0;
        }
        await postgres.InitializeAsync();
        await MeasureAsync("postgres", new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = postgres.ConnectionString(), ["Privacy:MasterKey"] = BenchmarkStore.MasterKey });
        return 0;
    }

    public static async Task<int> AuditAsync()
    {
        var turns = int.Parse(Environment.GetEnvironmentVariable("AUDIT_TURNS") ?? "500000", CultureInfo.InvariantCulture);
        await using var store = await BenchmarkStore.StartAsync([]);
        var conversations = Enumerable.Range(0, Conversations).Select(_ => StoreData.NewConversation()).ToArray();
        await Task.WhenAll(conversations.Select((conversation, i) => FillAsync(store, conversation, i == 0 ? "dl_anna" : "dl_somebody", turns / Conversations)));

        var started = Stopwatch.GetTimestamp();
        var report = (await store.Get<IChainVerifier>().VerifyAsync(null, CancellationToken.None)).Single();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        BenchmarkLine.Write("audit", "verify", "seconds", seconds, "", null, ("records", report.Records), ("rows", report.Rows), ("intact", report.IsIntact), ("rss_mb", Environment.WorkingSet / 1_048_576));

        started = Stopwatch.GetTimestamp();
        var receipt = await store.Get<IPersonEraser>().EraseAsync(new(ConversationKey.DefaultTenant, "dl_anna"), "benchmark", CancellationToken.None);
        BenchmarkLine.Write("erase", "embedded", "seconds", Stopwatch.GetElapsedTime(started).TotalSeconds, "", null, ("rows", receipt.Covered.Values.Sum()));
        return report.IsIntact ? 0 : 1;
    }

    private static async Task MeasureAsync(string mode, Dictionary<string, string> settings)
    {
        await using var on = await BenchmarkStore.StartAsync(settings);
        await using var off = await BenchmarkStore.StartAsync(new(settings) { ["Privacy:Encryption"] = "false" });
        var disk = DiskSync.MedianMilliseconds(on.Folder);
        await PaceAsync(on, 3);
        await PaceAsync(off, 3);
        var (with, without) = (await PaceAsync(on, Seconds), await PaceAsync(off, Seconds));
        BenchmarkLine.Write("log", mode, "p99_ms", Percentile(with, .99), "without encryption", Percentile(without, .99),
            ("p50_ms", Math.Round(Percentile(with, .5), 2)), ("p50_ratio", Math.Round(Percentile(with, .5) / Percentile(without, .5), 3)), ("fdatasync_ms", disk));
    }

    /// <summary>Milliseconds of each turn's two writes, sorted; a turn begins when its time has come, whatever the others do.</summary>
    private static async Task<double[]> PaceAsync(BenchmarkStore store, int seconds)
    {
        var conversations = Enumerable.Range(0, Conversations).Select(_ => StoreData.NewConversation()).ToArray();
        foreach (var conversation in conversations)
            await store.TurnAsync(conversation, "dl_anna", "m0", await OpenAsync(store, conversation));
        var epochs = await Task.WhenAll(conversations.Select(conversation => OpenAsync(store, conversation)));
        var started = Stopwatch.GetTimestamp();
        var turns = new List<Task<double>>();
        for (var i = 0; i < seconds * TurnsASecond; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / TurnsASecond) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            var (conversation, epoch, id) = (conversations[i % Conversations], epochs[i % Conversations], $"m{i + 1}");
            turns.Add(Task.Run(async () =>
            {
                var begun = Stopwatch.GetTimestamp();
                await store.TurnAsync(conversation, "dl_anna", id, epoch);
                return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }));
        }
        var times = await Task.WhenAll(turns);
        Array.Sort(times);
        return times;
    }

    private static async Task FillAsync(BenchmarkStore store, ConversationKey conversation, string person, int turns)
    {
        await store.TurnAsync(conversation, person, "m0", 0);
        var epoch = await OpenAsync(store, conversation);
        for (var i = 1; i <= turns; i++)
            await store.TurnAsync(conversation, person, $"m{i}", epoch);
    }

    private static async Task<long> OpenAsync(BenchmarkStore store, ConversationKey conversation) => (await store.Get<IInbox>().OpenAsync(conversation, CancellationToken.None)).Epoch;

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
}
