using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assistant.Benchmarks.Speech;

/// <summary>Runs tests/peers/speech/peer.mjs in Node.js; null, with a line on standard error, when its package is not installed there.</summary>
internal static class SpeechPeer
{
    public static async Task<SpeechFigures?> RunAsync(IReadOnlyList<SpeechClip> clips)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "peers", "speech"));
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Console.Error.WriteLine($"No peer: run `npm ci --ignore-scripts` in {folder}.");
            return null;
        }
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "peer.mjs"), .. clips.Select(clip => clip.Pcm)]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        using var result = JsonDocument.Parse(await node.StandardOutput.ReadToEndAsync());
        await node.WaitForExitAsync();
        var errors = new WordErrorRate();
        foreach (var (clip, text) in clips.Zip(result.RootElement.GetProperty("texts").EnumerateArray()))
            errors.Add(clip.Text, text.GetString()!);
        return new(errors, result.RootElement.GetProperty("seconds").GetDouble(), result.RootElement.GetProperty("cpu_seconds").GetDouble(), result.RootElement.GetProperty("rss_mb").GetInt32());
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
