using Microsoft.Extensions.AI;

namespace Assistant.Agent.Kernels;

/// <summary>
/// Stands right before the model, behind whatever renders, adds and repeats messages: notes each request as it goes out, and lets none by that nobody keeps.
/// Refuses one that was never meant to get so long.
/// </summary>
internal sealed class PromptRecorder(IChatClient model, string name) : DelegatingChatClient(model)
{
    private const long LongestPrompt = 4_000_000;
    private const string Key = "assistant.prompts";

    /// <summary>Says where requests with these options are noted.</summary>
    /// <param name="otherIds">Whose words may be in messages that do not say, besides those of the person whose turn it is.</param>
    public static ChatOptions Note(ChatOptions? options, PromptLedger ledger, IReadOnlyList<string> otherIds)
    {
        options ??= new();
        (options.AdditionalProperties ??= [])[Key] = new Noting(ledger, otherIds);
        return options;
    }

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (sent, settings) = Take(messages, options);
        return base.GetResponseAsync(sent, settings, cancellationToken);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (sent, settings) = Take(messages, options);
        return base.GetStreamingResponseAsync(sent, settings, cancellationToken);
    }

    private (List<ChatMessage>, ChatOptions) Take(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.AdditionalProperties?.TryGetValue(Key, out var found) != true || found is not Noting noting)
            throw new InvalidOperationException("A request to a model that is noted nowhere.");
        List<ChatMessage> sent = [.. messages];
        if (sent.Sum(message => (long)message.Text.Length) > LongestPrompt)
            throw new LanguageModelException(TurnProblem.ModelNonsense, "The prompt is longer than any model takes.") { TooLong = true };
        noting.Ledger.Add(name, sent, noting.OtherIds);
        // Where they are noted is nobody's business behind here: clients put what they do not know into requests and traces.
        var settings = options.Clone();
        settings.AdditionalProperties?.Remove(Key);
        return (sent, settings);
    }

    private sealed record Noting(PromptLedger Ledger, IReadOnlyList<string> OtherIds);
}
