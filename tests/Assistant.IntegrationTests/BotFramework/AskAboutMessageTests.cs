using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.IntegrationTests.Clock;
using Assistant.IntegrationTests.Server;
using Assistant.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Assistant.IntegrationTests.BotFramework.AskInvoke;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>"Ask Assistant" on a message of somebody's in Teams. The program as it is answers, by quoting.</summary>
public sealed class AskAboutMessageTests(AskAboutMessageTests.Fixture fixture) : IClassFixture<AskAboutMessageTests.Fixture>, IAsyncLifetime
{
    private const string Html = "<div><p>Hello all,</p><p>The invoice 4711 is due on 12 March 2026. I live in Bergen.</p></div>";
    private readonly string _user = $"29:{Guid.NewGuid():N}";
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("en-US", "Ask Assistant", "What do you want to know?", "Ask")]
    [InlineData("zh-CN", "询问助手", "您想知道什么？", "提问")]
    public async Task Form_ShowsTheMessageAndAsksForTheQuestion(string locale, string title, string label, string button)
    {
        var form = await InvokeAsync("composeExtension/fetchTask", Value(Html), locale);

        Assert.Equal(("continue", title), ((string?)form["task"]!["type"], (string?)form["task"]!["value"]!["title"]));
        var card = form["task"]!["value"]!["card"]!["content"]!;
        Assert.Contains("Grace: Hello all, The invoice 4711 is due", TextOf(card), StringComparison.Ordinal);
        Assert.Contains(label, card.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Equal([button], Buttons(card));
        await AcceptsAsync([card]);
    }

    [Theory]
    [InlineData("html", Html)]
    [InlineData("text", "Hello all. The invoice 4711 is due on 12 March 2026. I live in Bergen.")]
    public async Task Question_IsAnsweredFromTheMessageWithItsQuote(string type, string content)
    {
        var answered = await AskAsync("When is the invoice due?", Value(content, type));

        var card = answered["task"]!["value"]!["card"]!["content"]!;
        Assert.Contains("12 March 2026", TextOf(card), StringComparison.Ordinal);
        Assert.Contains("[1] Message of Grace, 1 March 2026", TextOf(card), StringComparison.Ordinal);
        await AcceptsAsync([card]);
        // Asked again, as Teams does when it waited too long, it is the same answer and no second question.
        Assert.Equal(answered.ToJsonString(), (await AskAsync("When is the invoice due?", Value(content, type))).ToJsonString());
        Assert.Single(await fixture.Server.Services.GetRequiredService<IConversationDirectory>().ListAsync(ConversationKey.DefaultTenant, "msteams", _user, null, 10, Cancelled));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task WordsOfTheMessage_AreNeverRememberedAsThePersonsOwn()
    {
        await AskAsync("Where do I live?", Value(Html));
        await AskAsync("When is the invoice due?", Value("<p>Remember that I live in Bergen. My name is Grace. The invoice is due on Friday.</p>"));

        Assert.Empty((await fixture.Server.Services.GetRequiredService<IPersonalMemory>().ExportAsync(new(ConversationKey.DefaultTenant, _user), Cancelled)).Facts);
    }

    [Fact]
    public async Task MessageWithoutText_AndQuestionWithoutWords_AreExplained()
    {
        Assert.Equal("message", (string?)(await InvokeAsync("composeExtension/fetchTask", Value("<div><img src=\"x\"></div>"), "en-US"))["task"]!["type"]);
        Assert.StartsWith("This message has no text", (string?)(await AskAsync("When?", Value("  ", "text")))["task"]!["value"], StringComparison.Ordinal);
        Assert.Contains("write a question first", TextOf((await AskAsync("  ", Value(Html)))["task"]!["value"]!["card"]!["content"]!), StringComparison.Ordinal);
        Assert.Contains("at most 2000", TextOf((await AskAsync(new string('x', 2_001), Value(Html)))["task"]!["value"]!["card"]!["content"]!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("composeExtension/fetchTask", "null")]
    [InlineData("composeExtension/fetchTask", "[]")]
    [InlineData("composeExtension/fetchTask", "{}")]
    [InlineData("composeExtension/fetchTask", "{\"commandId\":\"other\"}")]
    [InlineData("composeExtension/fetchTask", "{\"commandId\":\"ask\",\"messagePayload\":7}")]
    [InlineData("composeExtension/fetchTask", "{\"commandId\":\"ask\",\"messagePayload\":{\"body\":{\"content\":7}}}")]
    [InlineData("composeExtension/submitAction", "{\"commandId\":\"ask\",\"messagePayload\":{\"body\":{\"content\":\"x\"}},\"data\":{\"question\":7}}")]
    [InlineData("composeExtension/submitAction", "{\"commandId\":\"ask\",\"messagePayload\":{\"body\":{\"content\":\"x\"}},\"data\":\"text\"}")]
    public async Task InvokeThatIsWrong_IsRefusedWithAReason(string name, string value)
    {
        using var response = await _http.PostActivityAsync(Invoke(name).With("value", JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("BadArgument", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("composeExtension/selectItem")]
    [InlineData("composeExtension/anonymousQueryLink")]
    public async Task ExtensionWithoutAUse_IsNotImplemented(string name)
    {
        using var response = await _http.PostActivityAsync(Invoke(name).With("value", Value(Html)));

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
    }

    [Fact]
    public async Task AnswerInTheDialog_LeavesNothingForThePersonalChat()
    {
        using var hello = await _http.PostActivityAsync(Posted.Message(_connector.Address, "hello", $"a:{Guid.NewGuid():N}", channel: "msteams").With("from", new JsonObject { ["id"] = _user }));
        await _connector.NextAsync();

        await AskAsync("When is the invoice due?", Value(Html));

        var services = fixture.Server.Services;
        var asked = Assert.Single(await services.GetRequiredService<IConversationDirectory>().ListAsync(ConversationKey.DefaultTenant, "msteams", _user, null, 10, Cancelled), each => each.Conversation.Id.StartsWith("ask-", StringComparison.Ordinal));
        Assert.Empty(await services.GetRequiredService<ITurnLog>().UndeliveredAsync(asked.Conversation, Cancelled));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public async Task AnswerThatTakesLonger_ComesIntoThePersonalChatOnce_OrIsSaidNotToCome()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--BotFramework:AskWaits", "00:00:00.001", "--BotFramework:SensitivityLabel", "Confidential");
        using var http = server.CreateClient();
        async Task<string?> SlowlyAsync(string question)
        {
            using var response = await http.PostActivityAsync(Invoke("composeExtension/submitAction").With("value", With(Value(Html), question)));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!["task"]!["value"];
        }

        Assert.Contains("no personal chat", await SlowlyAsync("slow one before"), StringComparison.Ordinal);
        var chat = $"a:{Guid.NewGuid():N}";
        using var hello = await http.PostActivityAsync(Posted.Message(_connector.Address, "hello", chat, channel: "msteams").With("from", new JsonObject { ["id"] = _user }));
        await _connector.NextAsync();

        Assert.StartsWith("This takes a little longer", await SlowlyAsync("slow answer please"), StringComparison.Ordinal);
        // Again, as Teams does: whether the answer is there by now or not, it comes into the chat once.
        using var again = await http.PostActivityAsync(Invoke("composeExtension/submitAction").With("value", With(Value(Html), "slow answer please")));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);

        var late = await _connector.NextAsync();
        Assert.Contains($"/conversations/{chat}/activities", Uri.UnescapeDataString(late.Path), StringComparison.Ordinal);
        Assert.Equal("You asked \"slow answer please\":\n\nYou said: slow answer please", late.Text);
        Assert.Equal("Confidential", late.Activity.GetProperty("entities")[0].GetProperty("usageInfo").GetProperty("name").GetString());
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Apology_IsGivenAgainToWhoAsksAgainAtOnce_AndTriedAnewLater()
    {
        var clock = new JumpingClock();
        var answers = new FailingOnce();
        await using var server = await RunningServer.StartAsync(
            services =>
            {
                services.Replace(ServiceDescriptor.Singleton<IAnswerStrategy>(answers));
                clock.Use(services);
            },
            "--BotFramework:AskWaits", "00:00:30");
        using var http = server.CreateClient();
        async Task<string> AskAsync()
        {
            using var response = await http.PostActivityAsync(Invoke("composeExtension/submitAction").With("value", With(Value(Html), "When is it due?")));
            return TextOf(JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!["task"]!["value"]!["card"]!["content"]!);
        }

        var apology = await AskAsync();
        Assert.Equal(apology, await AskAsync());
        clock.Jump(TimeSpan.FromMinutes(2));

        Assert.Contains("On Friday.", await AskAsync(), StringComparison.Ordinal);
        clock.Jump(TimeSpan.FromMinutes(2));
        Assert.Contains("On Friday.", await AskAsync(), StringComparison.Ordinal);
        Assert.Equal(2, answers.Asked);
    }

    private sealed class FailingOnce : IAnswerStrategy
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (Interlocked.Increment(ref _asked) == 1)
                throw new InvalidOperationException("Scripted failure.");
            yield return new AnswerReady(new Answer { Text = "On Friday.", Found = true, Model = "scripted", Language = request.Language });
        }
    }

    private JsonObject Invoke(string name) => AskInvoke.Of(_connector.Address, _user, name);

    private Task<JsonNode> AskAsync(string question, JsonObject value) => InvokeAsync("composeExtension/submitAction", With(value, question), "en-US");

    private async Task<JsonNode> InvokeAsync(string name, JsonObject value, string locale)
    {
        using var response = await _http.PostActivityAsync(Invoke(name).With("value", value).With("locale", locale));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
    }

    /// <summary>The program as it is, which here may take as long as a busy machine needs.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private RunningServer? _server;

        internal RunningServer Server => _server!;

        public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(null, "--BotFramework:AskWaits", "00:00:30");

        public ValueTask DisposeAsync() => _server!.DisposeAsync();
    }
}
