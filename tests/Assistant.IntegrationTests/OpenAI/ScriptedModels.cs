using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Agent.Models.Wire;
using Microsoft.Extensions.AI;

namespace Assistant.IntegrationTests.OpenAI;

/// <summary>One language model, "scripted-7b": calls the first tool given, else says how it was asked; "busy" makes its server rate-limited, "too long a call" has a call cut.</summary>
internal sealed class ScriptedModels : ILanguageModels, IChatClient
{
    public LanguageModelInfo Current => LanguageModelInfo.Quotes;

    public List<ChatMessage> Asked { get; private set; } = [];

    public ChatOptions? Options { get; private set; }

    public IReadOnlyList<string> Names { get; } = ["scripted-7b", "blind-7b"];

    public IChatClient? Find(string name) => Describe(name) is null ? null : this;

    public LanguageModelInfo? Describe(string name) => Names.Contains(name) ? new(name, 7_000_000_000, Sees: name == "scripted-7b", 8_192, Local: false) : null;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (Asked, Options) = ([.. messages], options);
        await Task.Yield();
        var last = Asked[^1];
        if (last.Text == "busy")
            throw new LanguageModelException(TurnProblem.ModelRateLimited, "scripted") { RetryAfter = TimeSpan.FromSeconds(7) };
        if (last.Text == "too long a call")
        {
            yield return new(ChatRole.Assistant, [ToolArguments.Call("call-1", "get_weather", "{\"city\":\"Ber")]) { FinishReason = ChatFinishReason.Length };
            yield break;
        }
        if (last.Role == ChatRole.User && options?.Tools is [var tool, ..])
        {
            yield return new(ChatRole.Assistant, [new FunctionCallContent("call-1", tool.Name, new Dictionary<string, object?> { ["city"] = "Berlin" })]) { FinishReason = ChatFinishReason.ToolCalls };
            yield break;
        }
        yield return new(ChatRole.Assistant, "I was asked: ");
        yield return new(ChatRole.Assistant, last.Role == ChatRole.Tool ? $"tool says {last.Contents.OfType<FunctionResultContent>().Single().Result}" : last.Text);
        yield return new(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 11, OutputTokenCount = 5, TotalTokenCount = 16 })]) { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted") : null;

    public void Dispose()
    {
    }
}

/// <summary>Vectors that say which text they are of: its length and the language's number.</summary>
internal sealed class ScriptedEncoder : ISentenceEncoder
{
    public bool IsAvailable(string language) => true;

    public string ModelFor(string language) => language == "zh" ? "bge-small-zh-v1.5" : "bge-small-en-v1.5";

    public Task<IReadOnlyList<float[]>> EncodeAsync(IReadOnlyList<string> texts, bool query, string language, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<float[]>>([.. texts.Select(text => new[] { text.Length, language == "zh" ? 2f : 1f, query ? 1f : 0f, 0.25f })]);
}
