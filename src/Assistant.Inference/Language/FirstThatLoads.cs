using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Inference.Models.Memory;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language;

/// <summary>Chat with the first of several models whose files can be loaded. Which one that is, is found out at the first request; the one after it answers that request. Thread-safe.</summary>
internal sealed class FirstThatLoads(IReadOnlyList<InstalledDecoder> models) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var said = messages.ToList();
        for (var at = First; ; at++)
        {
            await using var updates = models[at].Client.GetStreamingResponseAsync(said, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            if (await BeginAsync(updates, at) is not { } goesOn)
                continue;
            for (; goesOn; goesOn = await updates.MoveNextAsync())
                yield return updates.Current;
            yield break;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : models[First].Client.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The models belong to the program.
    }

    private int First
    {
        get
        {
            var at = 0;
            while (at < models.Count - 1 && models[at].Model.Failed)
                at++;
            return at;
        }
    }

    /// <returns>Whether there is a first update; null when this model turned out not to load and there is another.</returns>
    private async Task<bool?> BeginAsync(IAsyncEnumerator<ChatResponseUpdate> updates, int at)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (LanguageModelException e) when (e.InnerException is ModelUnavailableException && at + 1 < models.Count)
        {
            return null;
        }
    }
}
