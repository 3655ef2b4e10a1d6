using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assistant.Benchmarks.Ocr;

/// <summary>Runs tests/peers/ocr/peer.mjs in Node.js; null, with a line on standard error, when its package is not installed there.</summary>
internal static class OcrPeer
{
    public static async Task<OcrFigures?> RunAsync(IReadOnlyList<Screen> screens)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "peers", "ocr"));
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Console.Error.WriteLine($"No peer: run `npm ci --ignore-scripts` in {folder}.");
            return null;
        }
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "peer.mjs"), .. screens.Select(screen => screen.Path)]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        using var result = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync());
        await node.WaitForExitAsync();
        return new([.. result.RootElement.GetProperty("pictures").EnumerateArray().Select(Parse)], result.RootElement.GetProperty("rss_mb").GetInt32());
    }

    private static ReadScreen Parse(JsonElement picture) => new(
        [.. picture.GetProperty("lines").EnumerateArray().Select(line => line.GetString()!)], picture.GetProperty("seconds").GetDouble(), picture.GetProperty("cpu_seconds").GetDouble());

    private static string Here([CallerFilePath] string path = "") => path;
}
