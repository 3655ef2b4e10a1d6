using System.Diagnostics;
using Assistant.Agent;
using Assistant.Inference;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Benchmarks.Language;

/// <summary>The product's local model as the server has it, with some settings of the section LocalModel.</summary>
internal sealed class OwnChat : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public OwnChat(string model, params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => $"LocalModel:{setting.Key}", setting => (string?)setting.Value);
        values["LocalModel:Name"] = model;
        _services = new ServiceCollection().AddLogging()
            .AddAssistantInference(new ConfigurationBuilder().AddEnvironmentVariables("ASSISTANT_").AddInMemoryCollection(values).Build())
            .BuildServiceProvider();
    }

    /// <summary>Answers greedily; the time of the first token is that of the first text.</summary>
    public async Task<ChatFigures> AnswerAsync(IEnumerable<ChatMessage> messages, int tokens)
    {
        var client = _services.GetRequiredService<ILocalLanguageModel>().Client;
        using var process = Process.GetCurrentProcess();
        var (watch, cpu, first) = (Stopwatch.StartNew(), process.TotalProcessorTime, 0.0);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(messages, new() { MaxOutputTokens = tokens, Temperature = 0 }))
        {
            if (updates.Count == 0)
                first = watch.Elapsed.TotalMilliseconds;
            updates.Add(update);
        }
        watch.Stop();
        process.Refresh();
        var response = updates.ToChatResponse();
        return new((int)response.Usage!.InputTokenCount!.Value, (int)response.Usage.OutputTokenCount!.Value, first, watch.Elapsed.TotalMilliseconds - first,
            (process.TotalProcessorTime - cpu).TotalMilliseconds, response.Text);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
