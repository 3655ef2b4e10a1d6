using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Benchmarks.Language;

/// <summary>@huggingface/transformers in Node.js (tests/peers/speech/chat.mjs) with a chat model loaded: answers one request after another, so that its runs and ours alternate.</summary>
internal sealed class ChatPeer : IDisposable
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    private readonly Process _node;

    private ChatPeer(Process node) => _node = node;

    /// <summary>Null, with a line on standard error, when its package is not installed there.</summary>
    public static ChatPeer? Start(string models, string model)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "peers", "speech"));
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
            return new(Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "chat.mjs"), models, model]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
        Console.Error.WriteLine($"No peer: run `npm ci --ignore-scripts` in {folder}.");
        return null;
    }

    public async Task<ChatFigures> AnswerAsync(IEnumerable<ChatMessage> messages, int tokens)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { messages = messages.Select(m => new { role = m.Role.Value, content = m.Text }), tokens }));
        await _node.StandardInput.FlushAsync();
        var line = await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The peer ended.");
        var answer = JsonSerializer.Deserialize<Line>(line, s_web)!;
        return new(answer.Prompt, answer.Written, answer.First_ms, answer.Rest_ms, answer.Cpu_ms, answer.Text);
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        if (!_node.WaitForExit(10_000))
            _node.Kill();
        _node.Dispose();
    }

    private static string Here([CallerFilePath] string path = "") => path;

#pragma warning disable CA1707 // Names as the script prints them.
    private sealed record Line(int Prompt, int Written, double First_ms, double Rest_ms, double Cpu_ms, string Text);
#pragma warning restore CA1707
}
