using System.ClientModel;
using Assistant.Agent;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenAI;

namespace Assistant.IntegrationTests.OpenAI;

/// <summary>A server with scripted answers, language model and vectors, called by OpenAI's own client library.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    public const string Key = "a-key-of-the-tests-0123456789";
    private RunningServer? _server;

    internal RunningServer Server => _server!;
    internal ScriptedModels Models { get; } = new();

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(Configure, "--OpenAI:ApiKey", Key);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    internal OpenAIClient Client(string key = Key) =>
        new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri($"{Server.Address}/v1"), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });

    internal HttpClient Http(string? key = Key)
    {
        var http = Server.CreateClient();
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }

    internal void Configure(IServiceCollection services)
    {
        RunningServer.Scripted(services);
        services.Replace(ServiceDescriptor.Singleton<ILanguageModels>(Models));
        services.Replace(ServiceDescriptor.Singleton<ISentenceEncoder, ScriptedEncoder>());
    }
}
