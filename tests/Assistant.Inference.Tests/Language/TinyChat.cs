using Assistant.Agent;
using Assistant.Inference.Language;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Memory;
using Assistant.Inference.Tests.Language.Exports;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Inference.Tests.Language;

/// <summary>The registered local model with a small decoder in a folder of its own.</summary>
internal sealed class TinyChat : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tiny-");
    private readonly ServiceProvider _services;

    public TinyChat(DecoderExport? export = null, params (string Key, string Value)[] settings)
        : this(TimeProvider.System, export, settings)
    {
    }

    public TinyChat(TimeProvider clock, DecoderExport? export = null, params (string Key, string Value)[] settings)
    {
        (export ?? new() { GroupQueryAttention = true }).Write(Path.Combine(_folder.FullName, "tiny"));
        _services = InferenceFixture.Services(_folder.FullName, clock: clock, settings: [.. settings.Select(s => ($"LocalModel:{s.Key}", s.Value))]);
    }

    public ILocalLanguageModel Model => _services.GetRequiredService<ILocalLanguageModel>();

    public IChatClient Client => Model.Client;

    public ModelMemory Memory => _services.GetRequiredService<ModelMemory>();

    public IReadOnlyList<string> Notes => _services.GetRequiredService<IInferenceReport>().Notes;

    public DecoderEngine Engine => (DecoderEngine)Client.GetService(typeof(DecoderEngine))!;

    public Task<ChatResponse> AnswerAsync(IEnumerable<ChatMessage> messages, int tokens) =>
        Client.GetResponseAsync(messages, new() { MaxOutputTokens = tokens }, TestContext.Current.CancellationToken);

    public Task<ChatResponse> AnswerAsync(string question, int tokens) => AnswerAsync([new(ChatRole.User, question)], tokens);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
