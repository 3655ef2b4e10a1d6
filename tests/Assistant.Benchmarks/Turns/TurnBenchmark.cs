using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assistant.Benchmarks.Programs;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Storage;

namespace Assistant.Benchmarks.Turns;

/// <summary>`turn [embedded|redis-postgres|load|scale]...`: one JSON line a mode; all of them without a name.</summary>
internal static class TurnBenchmark
{
    private static readonly string[] s_modes = ["embedded", "redis-postgres", "load", "scale"];
    private static readonly double s_seconds = double.Parse(Environment.GetEnvironmentVariable("TURN_SECONDS") ?? "15", CultureInfo.InvariantCulture);
    private const double WarmUp = 30;

    public static async Task<int> RunAsync(string[] modes, CancellationToken cancellationToken)
    {
        foreach (var mode in modes.Length == 0 ? s_modes : modes)
        {
            switch (mode)
            {
                case "embedded":
                    await MeasureAsync(mode, [], conversations: 64, rate: 200, cancellationToken);
                    break;
                case "redis-postgres":
                    await RealServersAsync(cancellationToken);
                    break;
                case "load":
                    await WithModelAsync(settings => MeasureAsync(mode, settings, conversations: 32, rate: 0, cancellationToken));
                    break;
                case "scale":
                    await WithModelAsync(settings => ScaleAsync(settings, cancellationToken));
                    break;
                default:
                    Console.Error.WriteLine($"turn: {string.Join(", ", s_modes)}");
                    return 2;
            }
        }
        return 0;
    }

    private static async Task RealServersAsync(CancellationToken cancellationToken)
    {
        await using var postgres = new PostgresServer();
        await using var redis = new RedisServer();
        if ((postgres.Missing ?? redis.Missing) is { } missing)
        {
            Console.Error.WriteLine(missing);
            return;
        }
        await postgres.InitializeAsync();
        await redis.InitializeAsync();
        await MeasureAsync("redis-postgres", new()
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = postgres.ConnectionString(),
            ["WorkingMemory:Redis"] = redis.Configuration,
        }, conversations: 64, rate: 200, cancellationToken);
    }

    private static async Task ScaleAsync(Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        foreach (var conversations in new[] { 1, 8, 32, 128, 512 })
            await MeasureAsync($"scale-{conversations}", settings, conversations, rate: 0, cancellationToken);
        await IdleMemory.MeasureAsync(settings, cancellationToken);
    }

    private static async Task WithModelAsync(Func<Dictionary<string, string>, Task> measure)
    {
        var port = FreePort.Take();
        using var stub = OwnProgram.Start("stub-model", $"{port}");
        try
        {
            await measure(new() { ["Model:Endpoint"] = $"http://127.0.0.1:{port}/v1", ["Model:Name"] = "stub" });
        }
        finally
        {
            stub.Kill();
            await stub.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task MeasureAsync(string mode, Dictionary<string, string> settings, int conversations, double rate, CancellationToken cancellationToken)
    {
        await using var server = await BuiltServer.StartAsync(settings, cancellationToken);
        var sync = DiskSync.MedianMilliseconds(server.DataFolder);
        using var generator = OwnProgram.Start("generate-load", server.Address.ToString(), $"{conversations}", Invariant(WarmUp), Invariant(s_seconds), Invariant(rate));
        var usage = await ProcessorUsage.WatchAsync(server, generator, cancellationToken);
        var output = await generator.StandardOutput.ReadToEndAsync(cancellationToken);
        await generator.WaitForExitAsync(cancellationToken);
        if (generator.ExitCode != 0)
            throw new InvalidOperationException($"The load generator ended with {generator.ExitCode}.");
        var load = JsonSerializer.Deserialize<LoadFigures>(output, JsonSerializerOptions.Web)!;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "turn",
            mode,
            p50_ms = load.P50,
            p99_ms = load.P99,
            turns_per_second = Math.Round(load.TurnsPerSecond, 1),
            cpu_ms_per_turn = Math.Round(usage.Between(load.MeasuredFrom, load.MeasuredTo).TotalMilliseconds / load.Turns, 3),
            rss_mb = server.ResidentBytes / 1_048_576,
            fdatasync_ms = sync,
        }));
    }

    private static string Invariant(double value) => value.ToString(CultureInfo.InvariantCulture);
}
