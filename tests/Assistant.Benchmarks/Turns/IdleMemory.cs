using System.Text.Json;
using Assistant.Benchmarks.Programs;
using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Turns;

/// <summary>What a conversation that nobody writes in costs, its socket closed, while its grain still lives: resident bytes over many of them.</summary>
internal static class IdleMemory
{
    private const int Conversations = 2_000;
    private const int AtOnce = 100;

    public static async Task MeasureAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await using var server = await BuiltServer.StartAsync(settings, cancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server.Address };
        await TalkAsync(http, Conversations, cancellationToken);
        var before = server.ResidentBytes;
        await TalkAsync(http, Conversations, cancellationToken);
        Console.WriteLine(JsonSerializer.Serialize(new { name = "turn", mode = "idle-conversations", conversations = Conversations, bytes_per_conversation = (server.ResidentBytes - before) / Conversations, rss_mb = server.ResidentBytes / 1_048_576 }));
    }

    private static async Task TalkAsync(HttpClient http, int conversations, CancellationToken cancellationToken)
    {
        foreach (var few in Enumerable.Range(0, conversations).Chunk(AtOnce))
            await Task.WhenAll(few.Select(async _ =>
            {
                await using var talk = await Talk.BeginAsync(http, "dl_" + Guid.NewGuid().ToString("N"), cancellationToken);
                await talk.AskAsync("Hello", cancellationToken);
            }));
    }
}
