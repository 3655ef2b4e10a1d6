using System.Text.Json;

namespace Assistant.Benchmarks;

/// <summary>One figure: ours, a peer's in the same run, and ours divided by the peer's.</summary>
internal static class BenchmarkLine
{
    public static void Write(string name, string mode, string metric, double ours, string peer, double? peerValue, params (string Name, object Value)[] more)
    {
        var line = new Dictionary<string, object?>
        {
            ["name"] = name,
            ["mode"] = mode,
            ["metric"] = metric,
            ["ours"] = Math.Round(ours, 2),
            ["peer"] = peer,
            ["peer_value"] = peerValue is { } value ? Math.Round(value, 2) : null,
            ["ratio"] = peerValue is > 0 ? Math.Round(ours / peerValue.Value, 3) : null,
        };
        foreach (var (key, extra) in more)
            line[key] = extra;
        Console.WriteLine(JsonSerializer.Serialize(line));
    }
}
