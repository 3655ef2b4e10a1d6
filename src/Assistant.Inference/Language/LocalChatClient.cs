using System.Runtime.CompilerServices;
using Assistant.Agent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Language;

/// <summary>
/// Chat with the local decoder. Several requests are answered at once, a step each in turn; what a conversation has read is kept for its next turn.
/// Texts only: tools are not called and pictures are not seen. Singleton; thread-safe.
/// </summary>
internal sealed class LocalChatClient(Func<DecoderModel> load, string name, IOptions<LocalModelOptions> options) : IChatClient
{
    private readonly DecoderEngine _engine = new(load, options.Value);
    private readonly ChatClientMetadata _metadata = new("local", null, name);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Refuse(options);
        var texts = Texts(messages);
        var id = Guid.CreateVersion7().ToString("N");
        using var answer = await _engine.BeginAsync(model => model.Template.Render(texts), options, cancellationToken);
        var generation = answer.Generation;
        while (generation.Finished is null)
        {
            var text = await answer.StepAsync(cancellationToken);
            if (text.Length > 0)
                yield return Update(id, new TextContent(text));
        }
        var usage = new UsageDetails
        {
            InputTokenCount = generation.Prompt,
            OutputTokenCount = generation.Written.Count,
            CachedInputTokenCount = generation.Reused,
            TotalTokenCount = generation.Prompt + generation.Written.Count,
        };
        var last = Update(id, new UsageContent(usage));
        last.FinishReason = generation.Finished;
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType == typeof(DecoderEngine) ? _engine : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _engine.Dispose();

    /// <summary>What cannot be kept is refused, not left out in silence.</summary>
    private static void Refuse(ChatOptions? chat)
    {
        if (chat?.ResponseFormat is ChatResponseFormatJson)
            throw new LanguageModelException(TurnProblem.Refused, "The local model does not keep to a JSON format.");
    }

    private static List<(string Role, string Text)> Texts(IEnumerable<ChatMessage> messages) =>
        [.. messages.Select(message => (message.Role == ChatRole.Tool ? "user" : message.Role.Value, message.Text))];

    private static ChatResponseUpdate Update(string id, AIContent content) => new(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id };
}
