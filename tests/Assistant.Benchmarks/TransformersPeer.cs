using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assistant.Benchmarks;

/// <summary>Runs a script of tests/peers/speech, which has @huggingface/transformers, in Node.js.</summary>
internal static class TransformersPeer
{
    /// <summary>The JSON objects that the script printed, one a line; empty, with a line on standard error, when its package is not installed there.</summary>
    public static async Task<IReadOnlyList<JsonElement>> RunAsync(string script, params string[] arguments)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "peers", "speech"));
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Console.Error.WriteLine($"No peer: run `npm ci --ignore-scripts` in {folder}.");
            return [];
        }
        var start = new ProcessStartInfo("node", [Path.Combine(folder, script), .. arguments]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new InvalidOperationException($"{script} ended with {node.ExitCode}.");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
