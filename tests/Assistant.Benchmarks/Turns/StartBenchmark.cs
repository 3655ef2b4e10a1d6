using System.Text.Json;
using Assistant.Benchmarks.Programs;

namespace Assistant.Benchmarks.Turns;

/// <summary>`start`: from the start of the process to "ready", with the models that are installed; the first start makes the database, the others find it empty of it too: each has a new folder.</summary>
internal static class StartBenchmark
{
    private const int Runs = 7;

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        long resident = 0;
        for (var run = 0; run < Runs; run++)
        {
            await using var server = await BuiltServer.StartAsync(new Dictionary<string, string>(), cancellationToken);
            seconds.Add(server.ReadyAfter.TotalSeconds);
            resident = server.ResidentBytes;
        }
        var first = seconds[0];
        seconds.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new { name = "start", seconds = Math.Round(seconds[Runs / 2], 3), first = Math.Round(first, 3), slowest = Math.Round(seconds[^1], 3), target = 2.0, rss_mb = resident / 1_048_576 }));
        return 0;
    }
}
