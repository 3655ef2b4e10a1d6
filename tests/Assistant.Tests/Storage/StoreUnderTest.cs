using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Storage;

/// <summary>A store as the server registers it, in a data folder of its own.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Dictionary<string, string?> _settings;
    private readonly bool _ownsFolder;

    private StoreUnderTest(ServiceProvider services, Dictionary<string, string?> settings, string folder, FakeTimeProvider time, bool ownsFolder) =>
        (_services, _settings, Folder, Time, _ownsFolder) = (services, settings, folder, time, ownsFolder);

    /// <summary>Any 32 bytes.</summary>
    public const string MasterKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    public string Folder { get; }
    public FakeTimeProvider Time { get; }
    public IInbox Inbox => Get<IInbox>();
    public ITurnLog Log => Get<ITurnLog>();
    public IConversationDirectory Directory => Get<IConversationDirectory>();
    public IEvidenceStore Evidence => Get<IEvidenceStore>();
    public IAttachmentStore Attachments => Get<IAttachmentStore>();
    public IWorkingMemory Memory => Get<IWorkingMemory>();

    public static async Task<StoreUnderTest> StartAsync(Dictionary<string, string?> settings, CancellationToken cancellationToken, string? folder = null)
    {
        // Replicas of one log share the key that opens its keys.
        if (settings.GetValueOrDefault("Storage:Provider") == "postgres" && !settings.ContainsKey("Privacy:MasterKeyFile"))
            settings = new(settings) { ["Privacy:MasterKey"] = MasterKey };
        var ownsFolder = folder is null;
        folder ??= System.IO.Directory.CreateTempSubdirectory("assistant-store-").FullName;
        if (settings.GetValueOrDefault("Storage:Provider") != "postgres")
            StoreTemplate.PutInto(folder);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).AddInMemoryCollection([new("Data:Directory", folder)]).Build();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
        services.AddSingleton<TimeProvider>(time);
        services.AddAssistant(configuration);
        services.AddAssistantStorage(configuration);
        services.AddSingleton<IModelFacts, NoModel>();
        var provider = services.BuildServiceProvider();
        foreach (var startup in provider.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await startup.StartingAsync(cancellationToken);
        return new(provider, settings, folder, time, ownsFolder);
    }

    /// <summary>Another process on the same data: a replica, or a command.</summary>
    public Task<StoreUnderTest> BesideAsync(CancellationToken cancellationToken) => StartAsync(_settings, cancellationToken, Folder);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsFolder)
            Remove(Folder);
    }

    /// <summary>Removes a data folder and the key folder beside it.</summary>
    public static void Remove(string folder)
    {
        foreach (var path in new[] { folder, folder + "-keys" })
            if (System.IO.Directory.Exists(path))
                System.IO.Directory.Delete(path, recursive: true);
    }

    /// <summary>Facts are read by rules alone.</summary>
    private sealed class NoModel : IModelFacts
    {
        public bool IsThere => false;

        public Task<IReadOnlyList<Statement>> ReadAsync(ContentOwner person, Utterance utterance, IReadOnlyList<string> sentences, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Statement>>([]);
    }
}
