using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Inference;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Assistant.Benchmarks.Agent;

/// <summary>What the agent itself costs in a turn: prompt, kernel, tools offered, streaming and finish, over a model in memory that says twenty pieces; without and with evidence.</summary>
internal static class AgentTurnBenchmark
{
    private const int WarmUp = 3_000;
    private const int Measured = 20_000;

    public static async Task<int> RunAsync()
    {
        await using var services = Build();
        var agent = services.GetRequiredService<AgentLoop>();
        foreach (var (mode, request) in new[] { ("plain", Request([])), ("evidence", Request([Evidence(40)])) })
        {
            await RepeatAsync(agent, request, WarmUp);
            var (bytes, started, cpu) = (GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
            await RepeatAsync(agent, request, Measured);
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                name = "agent-turn",
                mode,
                us_per_turn = Math.Round(Stopwatch.GetElapsedTime(started).TotalMicroseconds / Measured, 1),
                cpu_us_per_turn = Math.Round((Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / Measured, 1),
                kb_per_turn = Math.Round((GC.GetTotalAllocatedBytes() - bytes) / 1024.0 / Measured, 1),
            }));
        }
        return 0;
    }

    private static async Task RepeatAsync(AgentLoop agent, AgentRequest request, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await foreach (var update in agent.RunAsync(request, CancellationToken.None))
            {
                if (update is AnswerReady { Answer.Found: false })
                    throw new InvalidOperationException("The benchmark's model was not understood.");
            }
        }
    }

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Models:Directory", "none")]).Build();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment());
        services.AddAssistant(configuration);
        services.AddAssistantInference(configuration);
        services.AddSingleton<ILocalLanguageModel>(new TalkingModel());
        services.AddSingleton<IAttachmentStore>(new NoAttachments());
        return services.BuildServiceProvider();
    }

    private static AgentRequest Request(IReadOnlyList<Evidence> evidence) => new()
    {
        Conversation = new ConversationKey("default", "bench", "c"), TurnId = "0123456789abcdef", From = new Participant("u"), Question = "And when is the next delivery of the garden chairs due?", Language = "en",
        Evidence = evidence, NewEvidence = 0, Failures = [], Now = DateTimeOffset.UnixEpoch,
        Memory = new WorkingMemoryState(5, "", [.. Enumerable.Range(0, 5).Select(i => new RememberedTurn($"a{i}", $"Question number {i} about chairs?", $"Answer number {i}: the chairs are made of oak and come in {i + 2} sizes.", "en", default, [], true))], []),
    };

    private static Evidence Evidence(int paragraphs) => new()
    {
        Id = "e", Kind = EvidenceKind.Document, Source = "delivery.txt",
        Blocks = [.. Enumerable.Range(0, paragraphs).Select(i => new EvidenceBlock($"Paragraph {i}: the delivery number {i * 37} of the garden chairs was noted in the book of the warehouse and confirmed.", new SourcePosition { Line = i + 1 }))],
    };

    private sealed class TalkingModel : IChatClient, ILocalLanguageModel
    {
        private static readonly string[] s_pieces = [.. Enumerable.Range(0, 20).Select(i => i == 19 ? "is due on Friday the 14th of March [1]." : $"piece {i} of it ")];

        public bool IsAvailable => true;
        public string Name => "talking";
        public long Parameters => 8_000_000_000;
        public int ContextTokens => 8_192;
        public IChatClient Client => this;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            foreach (var piece in s_pieces)
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("bench") : serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
        }
    }

    private sealed class NoAttachments : IAttachmentStore
    {
        public Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);

        public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
