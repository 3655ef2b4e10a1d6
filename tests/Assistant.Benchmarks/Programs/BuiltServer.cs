using Assistant.IntegrationTests.Processes;

namespace Assistant.Benchmarks.Programs;

/// <summary>Starts the server as it ships, each time on an empty data folder.</summary>
internal static class BuiltServer
{
    public static Task<ServerProgram> StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken) =>
        // One client stands for many people.
        ServerProgram.StartAsync(Checkout.Server, null, new Dictionary<string, string>(settings) { ["DirectLine:MaxMessagesPerMinute"] = "0" }, null, null, cancellationToken);
}
