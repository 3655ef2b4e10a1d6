using System.Diagnostics;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Inference;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Assistant.IntegrationTests.Model;

/// <summary>The agent over a real connection to a server that behaves and misbehaves: every turn ends, in time, with an answer or a clear failure.</summary>
public sealed class ModelTurnTests
{
    private static readonly Evidence s_lease = new()
    {
        Id = "e1", Kind = EvidenceKind.Document, Source = "lease.txt", AttachmentId = "a1",
        Blocks = [new("The landlord is Mr Novak.", new SourcePosition { Line = 1 }), new("The monthly rent is 850 EUR.", new SourcePosition { Line = 2 })],
    };

    private static readonly byte[] s_png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_ToolsAndCitations_OverTheWire()
    {
        await using var server = (await StubModelServer.StartAsync(Token)).Then(
            StubReply.Calls(("math_calculate", """{"expression":"850 EUR * 12"}"""), ("math_calculate", "{\"expression\":"), ("send_email", "{}")),
            StubReply.Text("The rent is 850 EUR [1], which is 10,200 EUR a year."));
        await using var agent = Build(server);
        var request = Request("What is the rent a year?", s_lease);
        var (answer, deltas) = await AskAsync(agent, request);
        Assert.Equal("The rent is 850 EUR [1], which is 10,200 EUR a year.", answer.Text);
        Assert.Equal(("stub", 2, true), (answer.Model, answer.Citations.Single().Position.Line, answer.Citations.Single().Supported));
        Assert.Contains("850 EUR", deltas, StringComparison.Ordinal);
        Assert.Equal(3, answer.ToolCalls.Count);
        Assert.Equal("€10,200", answer.ToolCalls.Single(call => call.Succeeded).Result);
        var second = server.Requests[1];
        Assert.Equal(["tool", "tool", "tool"], second.Messages.TakeLast(3).Select(message => message.Role));
        Assert.Equal(["conversation_search", "date_add", "date_difference", "date_now", "date_weekday", "math_calculate"], second.Tools.Order());
        SentOnTheWire.AssertSame(server, request.Sent.Sent, _ => []);
    }

    [Fact]
    public async Task Turn_ModelThatSees_GetsThePicture()
    {
        await using var server = (await StubModelServer.StartAsync(Token)).Then(StubReply.Text("A cat."));
        await using var agent = Build(server, "Model:Sees", "true");
        var request = Request("What do you see?") with { Pictures = [Picture("p1", "cat.png"), Picture("p2", "cat.bmp"), Picture("gone", "x.png")] };
        var (answer, _) = await AskAsync(agent, request);
        var parts = server.Requests[0].Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content").EnumerateArray().ToArray();
        Assert.Equal(["text", "image_url"], parts.Select(part => part.GetProperty("type").GetString()));
        Assert.StartsWith("data:image/png;base64,iVBORw", parts[1].GetProperty("image_url").GetProperty("url").GetString(), StringComparison.Ordinal);
        SentOnTheWire.AssertSame(server, request.Sent.Sent, id => Assert.IsType<byte[]>(id == "p1" ? s_png : null));
        // One is damaged, one is gone: both are said.
        Assert.Equal([("cat.bmp", AttachmentProblem.NotLookedAt), ("x.png", AttachmentProblem.NotLookedAt)], answer.Failures.Select(failure => (failure.Source, failure.Problem)));
    }

    public static TheoryData<string, TurnProblem> Failures() => new()
    {
        { "stalls at once", TurnProblem.ModelTimedOut }, { "stalls in between", TurnProblem.ModelTimedOut }, { "cut", TurnProblem.ModelUnreachable }, { "busy", TurnProblem.ModelRateLimited },
        { "nonsense", TurnProblem.ModelNonsense }, { "refuses", TurnProblem.Refused }, { "empty", TurnProblem.ModelNonsense }, { "goes in circles", TurnProblem.ModelNonsense }, { "down", TurnProblem.ModelUnreachable },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Turn_ServerThatFails_EndsWithAClearFailure(string how, TurnProblem expected)
    {
        await using var server = (await StubModelServer.StartAsync(Token)).Then(Misbehave(how));
        await using var agent = Build(server, "Model:FirstTokenTimeout", "00:00:01", "Model:TokenTimeout", "00:00:01");
        if (how == "down")
            await server.DisposeAsync();
        var (answer, _) = await AskAsync(agent, "Why is the sky blue?");
        Assert.Equal((expected, expected != TurnProblem.Refused, false), (answer.Failure!.Problem, answer.Failure.Retryable, answer.Found));
        Assert.Contains("0123456789abcdef", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_ServerDown_IsAnsweredByAQuote()
    {
        var server = await StubModelServer.StartAsync(Token);
        await using var agent = Build(server);
        await server.DisposeAsync();
        var (answer, _) = await AskAsync(agent, "What is the monthly rent?", s_lease);
        Assert.Equal(("quotes", true), (answer.Model, answer.Found));
        Assert.StartsWith("_The language model cannot be reached, so this is quoted directly from what was read._", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_FollowsTheConventions_WithoutContent()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TurnTelemetry.SourceName, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = (await StubModelServer.StartAsync(Token)).Then(StubReply.Text("The secret is xyzzy."));
        await using var agent = Build(server, "Model:Name", "telemetry-stub");
        await AskAsync(agent, "What is the plugh secret?");
        var span = Assert.Single(spans, span => (string?)span.GetTagItem("gen_ai.request.model") == "telemetry-stub" || span.DisplayName.Contains("telemetry-stub", StringComparison.Ordinal));
        Assert.Equal("chat", span.GetTagItem("gen_ai.operation.name"));
        var everything = string.Join('\n', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}").Concat(span.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Value}"))));
        Assert.DoesNotContain("xyzzy", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("plugh", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_OverTheConfiguredServer_AreFoundByName()
    {
        await using var server = (await StubModelServer.StartAsync(Token)).Then(StubReply.Calls(("their_own_tool", "{}")));
        await using var agent = Build(server);
        var models = agent.GetRequiredService<ILanguageModels>();
        Assert.Equal(("stub", 7_000_000_000L, false), (models.Current.Name, models.Current.Parameters, models.Current.Local));
        Assert.Null(models.Find("other"));
        var response = await models.Find("stub")!.GetResponseAsync("hi", new ChatOptions { Tools = [AIFunctionFactory.CreateDeclaration("their_own_tool", "theirs", default)] }, Token);
        Assert.Equal("their_own_tool", response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Name);
    }

    [Theory]
    [InlineData("Model:Endpoint", "not an address", "Model:Name", "m", "Model:Endpoint")]
    [InlineData("Model:Endpoint", "http://127.0.0.1:1/v1/chat/completions", "Model:Name", "m", "must end before /chat/completions")]
    [InlineData("Model:Endpoint", "http://user:pw@127.0.0.1:1/v1", "Model:Name", "m", "ASSISTANT_Model__ApiKey")]
    [InlineData("Model:Endpoint", "http://127.0.0.1:1/v1", "Model:MaxRounds", "0", "Model:Name must be")]
    [InlineData("Model:Name", "m", "Model:MaxRounds", "3", "Model:Endpoint is not set")]
    [InlineData("Model:ApiKeyFile", "/no/such/file", "Model:MaxRounds", "99", "first line is the key")]
    public void Options_ThatCannotWork_SayHowToFixThem(string key1, string value1, string key2, string value2, string says)
    {
        using var agent = Build([key1, value1, key2, value2]);
        var thrown = Assert.ThrowsAny<Exception>(() => agent.GetRequiredService<Microsoft.Extensions.Options.IOptions<Assistant.Agent.Models.ModelOptions>>().Value);
        Assert.Contains(says, thrown.Message, StringComparison.Ordinal);
    }

    private static StubReply[] Misbehave(string how) => how switch
    {
        "stalls at once" => [StubReply.Stall("")],
        "stalls in between" => [StubReply.Stall("The sky is blue because air scatters light. That is why it")],
        "cut" => [StubReply.Cut("The sky is blue because air scatters light. And at dusk it is red, since the")],
        "busy" => [StubReply.Status(429, retryAfter: "0"), StubReply.Status(429, retryAfter: "0")],
        "nonsense" => [StubReply.Raw("text/html", "<html>")],
        "refuses" => [StubReply.Text("", "content_filter")],
        "empty" => [StubReply.Text("")],
        "goes in circles" => [StubReply.Endless("and so it is and ")],
        _ => [],
    };

    private static ServiceProvider Build(StubModelServer server, params string[] settings) =>
        Build(["Model:Endpoint", server.Endpoint.AbsoluteUri, "Model:Name", "stub", .. settings]);

    private static ServiceProvider Build(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Chunk(2).Reverse().DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => (string?)pair[1]).Append(new("Models:Directory", "/nonexistent"))).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<IHostEnvironment>(new Microsoft.Extensions.Hosting.Internal.HostingEnvironment());
        services.AddAssistant(configuration);
        services.AddAssistantInference(configuration);
        services.AddSingleton<IAttachmentStore, Pictures>();
        return services.BuildServiceProvider();
    }

    private static Evidence Picture(string id, string name) => new() { Id = $"e-{id}", Kind = EvidenceKind.Image, Source = name, AttachmentId = id, Blocks = [], Width = 1, Height = 1 };

    private static AgentRequest Request(string question, params Evidence[] evidence) => new()
    {
        Conversation = new ConversationKey("default", "test", "c1"), TurnId = "0123456789abcdef", From = new Participant("u1"), Question = question, Language = "en",
        Evidence = evidence, NewEvidence = evidence.Length, Failures = [], Memory = WorkingMemoryState.Empty, Now = new DateTimeOffset(2025, 3, 12, 10, 0, 0, TimeSpan.Zero),
    };

    private static Task<(Answer Answer, string Deltas)> AskAsync(ServiceProvider agent, string question, params Evidence[] evidence) => AskAsync(agent, Request(question, evidence));

    private static async Task<(Answer Answer, string Deltas)> AskAsync(ServiceProvider agent, AgentRequest request)
    {
        var deltas = "";
        using var hung = CancellationTokenSource.CreateLinkedTokenSource(Token);
        hung.CancelAfter(TimeSpan.FromSeconds(60));
        await foreach (var update in agent.GetRequiredService<AgentLoop>().RunAsync(request, hung.Token))
        {
            deltas += (update as AnswerDelta)?.Text;
            if (update is AnswerReady ready)
                return (ready.Answer, deltas);
        }
        throw new InvalidOperationException("The turn ended without an answer.");
    }

    private sealed class Pictures : IAttachmentStore
    {
        public Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream content, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => Task.FromResult<Stream?>(attachmentId switch
        {
            "p1" => new MemoryStream(s_png),
            "p2" => new MemoryStream([0x42, 0x4d, 0, 0]),
            _ => null,
        });

        public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
