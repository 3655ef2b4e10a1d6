using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Inference.Language.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace Assistant.Inference.Language;

/// <summary>
/// Chat with the local decoder. One request at a time, the others wait in order; what the last request read is reused as far as the next prompt begins the same.
/// Texts and calls of tools; pictures are not seen. Singleton; thread-safe.
/// </summary>
internal sealed class LocalChatClient(Func<DecoderModel> load, string name, IOptions<LocalModelOptions> options) : IChatClient
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ChatClientMetadata _metadata = new("local", null, name);
    private DecoderState? _state;
    private int _waiting;

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var said = messages.ToList();
        var calls = OfferedTools.Of(options) is null ? null : new ToolCallText();
        await WaitAsync(cancellationToken);
        try
        {
            var id = Guid.CreateVersion7().ToString("N");
            using var runOptions = new RunOptions();
            await using var stop = cancellationToken.Register(() => runOptions.Terminate = true);
            var (generation, prompt) = await Task.Run(() => Begin(said, options), cancellationToken);
            while (generation.Finished is null)
            {
                var text = await Task.Run(() => Step(generation, runOptions, cancellationToken), cancellationToken);
                text = calls?.Add(text) ?? text;
                if (text.Length > 0)
                    yield return Update(id, new TextContent(text));
            }
            foreach (var content in calls?.Finish() ?? [])
                yield return Update(id, content);
            var usage = new UsageDetails { InputTokenCount = prompt, OutputTokenCount = generation.Written.Count, CachedInputTokenCount = generation.Reused, TotalTokenCount = prompt + generation.Written.Count };
            var last = Update(id, new UsageContent(usage));
            last.FinishReason = calls is { Any: true } ? ChatFinishReason.ToolCalls : generation.Finished;
            yield return last;
        }
        finally
        {
            _turn.Release();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        _state?.Dispose();
        _turn.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _waiting) > options.Value.MaxWaiting + 1)
                throw new LanguageModelException(TurnProblem.ModelRateLimited, $"{options.Value.MaxWaiting} requests wait for the local model already.");
            await _turn.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private (Generation Generation, int PromptTokens) Begin(List<ChatMessage> messages, ChatOptions? chat)
    {
        var model = load();
        var prompt = model.Template.Render(ToolPrompt.Texts(messages, chat, model.Template.OwnSystem));
        if (prompt.Length >= model.ContextTokens)
            throw new LanguageModelException(TurnProblem.Refused, $"The prompt has {prompt.Length:N0} tokens; {model.Name} takes {model.ContextTokens:N0} with the answer.") { TooLong = true };
        var limit = Math.Min(Math.Max(chat?.MaxOutputTokens ?? options.Value.MaxOutputTokens, 1), model.ContextTokens - prompt.Length);
        _state ??= new(model, options.Value.PrefillTokens);
        return (new(model, _state, prompt, limit, chat), prompt.Length);
    }

    private static string Step(Generation generation, RunOptions runOptions, CancellationToken cancellationToken)
    {
        try
        {
            return generation.Step(runOptions);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidDataException)
        {
            throw new LanguageModelException(TurnProblem.ModelNonsense, $"The local model failed: {e.Message}", e);
        }
    }

    private static ChatResponseUpdate Update(string id, AIContent content) => new(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id };
}
