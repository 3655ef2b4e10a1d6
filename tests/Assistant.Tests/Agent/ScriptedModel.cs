using System.Runtime.CompilerServices;
using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Tests.Agent;

/// <summary>A language model that says what a test has written down, step by step, and keeps what it was asked.</summary>
internal sealed class ScriptedModel : IChatClient, ILocalLanguageModel
{
    private readonly Queue<Func<IReadOnlyList<ChatMessage>, ChatOptions?, IEnumerable<ChatResponseUpdate>>> _script = new();

    public List<IReadOnlyList<ChatMessage>> Asked { get; } = [];
    public List<ChatOptions?> Options { get; } = [];
    public bool IsAvailable { get; set; } = true;
    public string Name => "scripted-8b";
    public long Parameters { get; set; } = 8_000_000_000;
    public int ContextTokens { get; set; } = 8_192;
    public IChatClient Client => this;

    public ScriptedModel Says(string text, ChatFinishReason? finish = null) => Then((_, _) => [.. Words(text), End(finish ?? ChatFinishReason.Stop)]);

    public ScriptedModel Calls(params (string Name, Dictionary<string, object?> Arguments)[] calls) => Then((_, _) =>
    [
        new ChatResponseUpdate(ChatRole.Assistant, [.. calls.Select((call, i) => (AIContent)new FunctionCallContent($"call{Asked.Count}_{i}", call.Name, call.Arguments))]) { FinishReason = ChatFinishReason.ToolCalls },
    ]);

    public ScriptedModel Fails(TurnProblem problem, string after = "", TimeSpan? retryAfter = null) => Then((_, _) => Failing(problem, after, retryAfter));

    public ScriptedModel Then(Func<IReadOnlyList<ChatMessage>, ChatOptions?, IEnumerable<ChatResponseUpdate>> step)
    {
        _script.Enqueue(step);
        return this;
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        ChatMessage[] asked = [.. messages];
        Asked.Add(asked);
        Options.Add(options);
        foreach (var update in _script.Dequeue()(asked, options))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("scripted", null, Name) : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    public static IEnumerable<ChatResponseUpdate> Words(string text)
    {
        for (var at = 0; at < text.Length; at += 7)
            yield return new ChatResponseUpdate(ChatRole.Assistant, text[at..Math.Min(text.Length, at + 7)]);
    }

    private static ChatResponseUpdate End(ChatFinishReason finish) => new() { Role = ChatRole.Assistant, FinishReason = finish };

    private static IEnumerable<ChatResponseUpdate> Failing(TurnProblem problem, string after, TimeSpan? retryAfter)
    {
        foreach (var word in Words(after))
            yield return word;
        throw new LanguageModelException(problem, "as scripted") { RetryAfter = retryAfter };
    }
}
