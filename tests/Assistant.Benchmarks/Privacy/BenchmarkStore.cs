using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.Storage;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assistant.Benchmarks.Privacy;

/// <summary>The stores as the server registers them, in this process, under the real clock.</summary>
internal sealed class BenchmarkStore : IAsyncDisposable
{
    /// <summary>Any 32 bytes.</summary>
    public const string MasterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private readonly IHost _host;

    private BenchmarkStore(IHost host, string folder) => (_host, Folder) = (host, folder);

    public string Folder { get; }

    public static Task<BenchmarkStore> StartAsync(Dictionary<string, string> settings, Action<IServiceCollection>? configure = null) =>
        OpenAsync(Directory.CreateTempSubdirectory("assistant-benchmark-").FullName, settings, configure);

    /// <param name="folder">What a store left before; removed in the end.</param>
    /// <param name="configure">Replaces services; null for the stores as they are.</param>
    public static async Task<BenchmarkStore> OpenAsync(string folder, Dictionary<string, string> settings, Action<IServiceCollection>? configure = null)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).AddInMemoryCollection([new("Data:Directory", folder)]);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddAssistant(builder.Configuration);
        builder.Services.AddAssistantStorage(builder.Configuration);
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host, folder);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>What a turn writes to the log: its message, then its answer with evidence, citations and a tool call.</summary>
    public async Task TurnAsync(ConversationKey conversation, string person, string id, long epoch)
    {
        var message = StoreData.Message(conversation, id, "What is the total of this invoice, and when is it due? " + id) with { From = new Participant(person) };
        var accepted = await Get<IInbox>().AcceptAsync(message, 1_000, CancellationToken.None);
        await Get<Assistant.Audit.ITurnLog>().RecordAsync(StoreData.Turn(message, accepted.Sequence, epoch), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        DataFolder.Remove(Folder);
    }
}
