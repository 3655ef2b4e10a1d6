using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Inference;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Assistant.Tests.Agent;

/// <summary>The real agent with all of its parts over a scripted model; no other model is installed.</summary>
internal sealed class AgentUnderTest : IDisposable
{
    private readonly ServiceProvider _services;

    public AgentUnderTest(ScriptedModel model, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Models:Directory", "/nonexistent"), .. settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment());
        services.AddAssistant(configuration);
        services.AddAssistantInference(configuration);
        services.AddSingleton<IAttachmentStore>(Attachments);
        services.Replace(ServiceDescriptor.Singleton<ILocalLanguageModel>(model));
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
        Model = model;
    }

    public ScriptedModel Model { get; }

    public HeldAttachments Attachments { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<Heard> AskAsync(string question, params Evidence[] evidence) => AskAsync(Request(question, evidence));

    public async Task<Heard> AskAsync(AgentRequest request)
    {
        var heard = new Heard();
        await foreach (var update in Get<AgentLoop>().RunAsync(request, TestContext.Current.CancellationToken))
        {
            heard.Deltas += (update as AnswerDelta)?.Text;
            if (update is AgentProgress progress)
                heard.Progress.Add(progress.Progress);
            if (update is AnswerReady ready)
                heard.Answer = ready.Answer;
        }
        return heard;
    }

    public static AgentRequest Request(string question, params Evidence[] evidence) => new()
    {
        Conversation = new ConversationKey("default", "test", "c1"),
        TurnId = "0123456789abcdef",
        From = new Participant("u1"),
        Question = question,
        Language = question.Any(c => c > '\u3400') ? "zh" : "en",
        Evidence = evidence,
        NewEvidence = evidence.Length,
        Failures = [],
        Memory = WorkingMemoryState.Empty,
        Now = new DateTimeOffset(2025, 3, 12, 10, 0, 0, TimeSpan.FromHours(1)),
    };

    public static Evidence Picture(string id, string source, params string[] lines) => new()
    {
        Id = id, Kind = EvidenceKind.Image, Source = source, AttachmentId = "a-" + id, Width = 800, Height = 600,
        Blocks = [.. lines.Select((line, i) => new EvidenceBlock(line, new SourcePosition { Box = new Box(10, 20 * i, 300, (20 * i) + 18) }, BlockRole.Line, 0.9))],
    };

    public static Evidence Document(string id, string source, params string[] paragraphs) => new()
    {
        Id = id, Kind = EvidenceKind.Document, Source = source, AttachmentId = "a-" + id,
        Blocks = [.. paragraphs.Select((text, i) => new EvidenceBlock(text, new SourcePosition { Page = i + 1 }))],
    };

    // What opens files ends its processes in its own time.
    public void Dispose() => _services.DisposeAsync().AsTask().GetAwaiter().GetResult();

    internal sealed class Heard
    {
        public string Deltas { get; set; } = "";
        public List<TurnProgress> Progress { get; } = [];
        public Answer Answer { get; set; } = null!;
    }

    internal sealed class HeldAttachments : IAttachmentStore
    {
        public Dictionary<string, byte[]> Bytes { get; } = [];

        public Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) =>
            Task.FromResult<Stream?>(Bytes.TryGetValue(attachmentId, out var bytes) ? new MemoryStream(bytes) : null);

        public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
