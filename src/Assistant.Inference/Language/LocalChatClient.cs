using System.Runtime.CompilerServices;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Language.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Inference.Language;

/// <summary>
/// Chat with the local decoder. Several requests are answered at once, a step each in turn; what a conversation has read is kept for its next turn.
/// Texts and calls of tools; pictures are not seen. Singleton; thread-safe.
/// </summary>
internal sealed class LocalChatClient(SharedModel<LoadedDecoder> decoder, string name, IOptions<LocalModelOptions> options) : IChatClient
{
    private readonly DecoderEngine _engine = new(decoder, options.Value);
    private readonly ChatClientMetadata _metadata = new("local", null, name);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var said = messages.ToList();
        var calls = OfferedTools.Of(options) is null ? null : new ToolCallText(orForm: options?.ResponseFormat is ChatResponseFormatJson);
        var id = Guid.CreateVersion7().ToString("N");
        using var answer = await _engine.BeginAsync(model => model.Template.Render(ToolPrompt.Texts(said, options, model.Template.OwnSystem)), options, cancellationToken);
        var generation = answer.Generation;
        while (generation.Finished is null)
        {
            var text = await answer.StepAsync(cancellationToken);
            text = calls?.Add(text) ?? text;
            if (text.Length > 0)
                yield return Update(id, new TextContent(text));
        }
        foreach (var content in calls?.Finish() ?? [])
            yield return Update(id, content);
        var usage = new UsageDetails
        {
            InputTokenCount = generation.Prompt,
            OutputTokenCount = generation.Written.Count,
            CachedInputTokenCount = generation.Reused,
            TotalTokenCount = generation.Prompt + generation.Written.Count,
        };
        var last = Update(id, new UsageContent(usage));
        last.FinishReason = calls is { Any: true } ? ChatFinishReason.ToolCalls : generation.Finished;
        yield return last;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType == typeof(DecoderEngine) ? _engine : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Drops what was read for conversations; those that are being answered drop theirs when they end.</summary>
    public void ForgetAll() => _engine.ForgetAll();

    public void Dispose() => _engine.Dispose();

    private static ChatResponseUpdate Update(string id, AIContent content) => new(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id };
}
