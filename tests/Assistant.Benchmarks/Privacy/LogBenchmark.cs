using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assistant.Audit;
using Assistant.Benchmarks.Turns;
using Assistant.Conversations;
using Assistant.IntegrationTests.Storage;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;
using Assistant.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.Benchmarks.Privacy;

/// <summary>
/// `log [embedded|postgres]`: what logging a turn costs, at 200 turns a second: from the call to the row on disk, of its message and of its answer together. As it is, without encryption, and with neither encryption nor chain, turn about in the same run
/// (LOG_SECONDS of each, by default 15, three times).
/// `audit`: verifying a long chain, and erasing a person with a long history (AUDIT_TURNS turns, by default half a million: a million records).
/// </summary>
internal static class LogBenchmark
{
    private const int Conversations = 64;
    private const int TurnsASecond = 200;
    private const int Rounds = 3;
    private static readonly string[] s_modes = ["embedded", "postgres"];

    public static async Task<int> RunAsync(string[] modes)
    {
        if (modes.Except(s_modes).Any())
        {
            await Console.Error.WriteLineAsync($"log: {string.Join(", ", s_modes)}");
            return 2;
        }
        if (modes is [] || modes.Contains(s_modes[0]))
            await MeasureAsync(s_modes[0], () => Task.FromResult<Dictionary<string, string>>([]));
        return modes is [] || modes.Contains(s_modes[1]) ? await PostgresAsync() : 0;
    }

    private static async Task<int> PostgresAsync()
    {
        await using var postgres = new PostgresServer();
        if (postgres.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 0;
        }
        await postgres.InitializeAsync();
        await MeasureAsync(s_modes[1], async () => new()
        {
            ["Storage:Provider"] = "postgres",
            // Three stores at once must not use up the server's connections.
            ["Storage:ConnectionString"] = postgres.ConnectionString(await postgres.CreateDatabaseAsync(CancellationToken.None)) + ";Maximum Pool Size=15",
            ["Privacy:MasterKey"] = BenchmarkStore.MasterKey,
        });
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

    /// <param name="newStore">Settings of a store that is empty, for each variant.</param>
    private static async Task MeasureAsync(string mode, Func<Task<Dictionary<string, string>>> newStore)
    {
        await using var whole = await BenchmarkStore.StartAsync(await newStore());
        await using var open = await BenchmarkStore.StartAsync(new(await newStore()) { ["Privacy:Encryption"] = "false" });
        await using var bare = await BenchmarkStore.StartAsync(new(await newStore()) { ["Privacy:Encryption"] = "false" }, services => services.Replace(ServiceDescriptor.Singleton<ChainWriter, NoChain>()));
        var seconds = int.Parse(Environment.GetEnvironmentVariable("LOG_SECONDS") ?? "15", CultureInfo.InvariantCulture);
        var disk = DiskSync.MedianMilliseconds(whole.Folder);
        var stores = new[] { whole, open, bare };
        var times = stores.Select(_ => new List<double>()).ToArray();
        foreach (var store in stores)
            await PaceAsync(store, 3);
        for (var round = 0; round < Rounds; round++)
            foreach (var (i, store) in stores.Index())
                times[i].AddRange(await PaceAsync(store, seconds));
        foreach (var all in times)
            all.Sort();
        var (p99, p50) = (Percentile(times[0], .99), Percentile(times[0], .5));
        var (bareP99, bareP50) = (Percentile(times[2], .99), Percentile(times[2], .5));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "log",
            mode,
            p99_ms = Math.Round(p99, 2),
            ratio = Math.Round(p99 / bareP99, 3),
            p50_ms = Math.Round(p50, 2),
            p50_ratio = Math.Round(p50 / bareP50, 3),
            p99_ms_without_encryption = Math.Round(Percentile(times[1], .99), 2),
            p99_ms_without_both = Math.Round(bareP99, 2),
            p50_ms_without_both = Math.Round(bareP50, 2),
            turns = times[0].Count,
            fdatasync_ms = disk,
        }));
    }

    /// <summary>Milliseconds of each turn's two writes; a turn begins when its time has come, whatever the others do.</summary>
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
        return await Task.WhenAll(turns);
    }

    private static async Task FillAsync(BenchmarkStore store, ConversationKey conversation, string person, int turns)
    {
        await store.TurnAsync(conversation, person, "m0", 0);
        var epoch = await OpenAsync(store, conversation);
        for (var i = 1; i <= turns; i++)
            await store.TurnAsync(conversation, person, $"m{i}", epoch);
    }

    private static async Task<long> OpenAsync(BenchmarkStore store, ConversationKey conversation) => (await store.Get<IInbox>().OpenAsync(conversation, CancellationToken.None)).Epoch;

    private static double Percentile(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    /// <summary>Appends nothing. Only here: no configuration leads to it. What is hashed before the writer's thread, microseconds a turn, is hashed all the same.</summary>
    private sealed class NoChain(IStoreDatabase database) : ChainWriter(database)
    {
        public override IEnumerable<Question> Heads(IEnumerable<string> tenants) => [];

        public override void Append(StoreSession session, IReadOnlyList<ChainEntry> entries)
        {
        }
    }
}
