using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.BotFramework;

public sealed class MessagesTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;

    public async ValueTask InitializeAsync() => (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    private JsonObject Message(string text, string? conversation = null, string? id = null) => Posted.Message(_connector.Address, text, conversation, id);

    private async Task AcceptAsync(JsonNode activity)
    {
        using var response = await _http.PostActivityAsync(activity);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Fact]
    public async Task Message_IsAcknowledgedAndAnsweredThroughTheConnector()
    {
        await AcceptAsync(Message("hello there", "conv/1 ü", "act/1"));

        var reply = await _connector.NextAsync();

        Assert.Equal("/v3/conversations/conv/1 ü/activities/act/1", Uri.UnescapeDataString(reply.Path));
        Assert.Equal("", reply.Authorization);
        Assert.Equal("You said: hello there", reply.Text);
        Assert.Equal("markdown", reply.Activity.GetProperty("textFormat").GetString());
        Assert.Equal("act/1", reply.Activity.GetProperty("replyToId").GetString());
        Assert.Equal("bot-1", reply.Activity.GetProperty("from").GetProperty("id").GetString());
        Assert.Equal("user-1", reply.Activity.GetProperty("recipient").GetProperty("id").GetString());
        Assert.Equal("conv/1 ü", reply.Activity.GetProperty("conversation").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Answer_CarriesCitationsSuggestionsAndCard()
    {
        await AcceptAsync(Message("cite it"));

        var activity = (await _connector.NextAsync()).Activity;

        var entity = Assert.Single(activity.GetProperty("entities").EnumerateArray());
        Assert.Equal("https://schema.org/Message", entity.GetProperty("type").GetString());
        Assert.Equal("AIGeneratedContent", entity.GetProperty("additionalType")[0].GetString());
        var claims = entity.GetProperty("citation").EnumerateArray().ToArray();
        Assert.Equal([1, 2], claims.Select(claim => claim.GetProperty("position").GetInt32()));
        Assert.Equal("Total 12.50", claims[0].GetProperty("appearance").GetProperty("abstract").GetString());
        Assert.Contains("[2]", activity.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("Who sent it?", activity.GetProperty("suggestedActions").GetProperty("actions")[0].GetProperty("value").GetString());
        var card = activity.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", card.GetProperty("contentType").GetString());
        Assert.Equal("AdaptiveCard", card.GetProperty("content").GetProperty("type").GetString());
    }

    [Fact]
    public async Task LongTurn_ShowsTypingBeforeTheAnswer()
    {
        await AcceptAsync(Message("slow please"));

        var typing = await _connector.NextAsync("typing");
        var reply = await _connector.NextAsync();

        Assert.False(typing.Activity.TryGetProperty("text", out _));
        Assert.Equal("You said: slow please", reply.Text);
    }

    [Fact]
    public async Task ShortTurn_IsAnsweredWithoutTyping()
    {
        var heard = await ShortTurn.AskAsync(async () =>
        {
            await AcceptAsync(Message("hello there"));
            var heard = new List<string?>();
            while (heard.LastOrDefault() is null)
                heard.Add((await _connector.NextAsync(null)).Text);
            return heard;
        });

        Assert.Equal(["You said: hello there"], heard);
    }

    [Fact]
    public async Task SameActivityTwice_IsAnsweredOnce()
    {
        await AcceptAsync(Message("only once", "dup", "act-dup"));
        await AcceptAsync(Message("only once", "dup", "act-dup"));

        await _connector.NextAsync();
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public async Task ConversationUpdate_GreetsOnceAndNotForTheBotItself()
    {
        JsonObject Joined(string member) => Message("", "greet").With("type", "conversationUpdate").With("membersAdded", new JsonArray(new JsonObject { ["id"] = member }));

        await AcceptAsync(Joined("bot-1"));
        await AcceptAsync(Joined("user-1"));
        await AcceptAsync(Joined("user-2"));

        var greeting = await _connector.NextAsync();
        Assert.StartsWith("Hello!", greeting.Text, StringComparison.Ordinal);
        Assert.Equal(
            [("imBack", "What can you do?"), ("imBack", "What do you remember about me?")],
            greeting.Activity.GetProperty("suggestedActions").GetProperty("actions").EnumerateArray().Select(action => (action.GetProperty("type").GetString(), action.GetProperty("value").GetString())));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(600));
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("messageReaction")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew")]
    public async Task OtherTypes_AreAcknowledgedAndIgnored(string type)
    {
        await AcceptAsync(Message("ignored").With("type", type));
        await AcceptAsync(Message("after it"));

        Assert.Equal("You said: after it", (await _connector.NextAsync()).Text);
    }

    [Fact]
    public async Task ExpectReplies_AnswersInTheResponse()
    {
        using var response = await _http.PostActivityAsync(Message("answer me here").With("deliveryMode", "expectReplies"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var activity = Assert.Single(body.GetProperty("activities").EnumerateArray());
        Assert.Equal("You said: answer me here", activity.GetProperty("text").GetString());
        Assert.Equal(0, _connector.Messages);
    }

    [Theory]
    [InlineData("message", true)]
    [InlineData("typing", false)]
    public async Task Stream_AnswersInTheResponse_AsEvents(string type, bool isAnswered)
    {
        using var response = await _http.PostActivityAsync(Message("answer me\nin events").With("type", type).With("deliveryMode", "stream"));

        Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        var events = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(isAnswered ? 1 : 0, events.Length);
        foreach (var each in events)
        {
            Assert.StartsWith("event: activity\r\ndata: {", each, StringComparison.Ordinal);
            Assert.Equal("You said: answer me\nin events", JsonDocument.Parse(each["event: activity\r\ndata: ".Length..]).RootElement.GetProperty("text").GetString());
        }
        Assert.Equal(0, _connector.Messages);
    }

    [Fact]
    public async Task ExpectReplies_SentTwice_GivesTheSameAnswer()
    {
        async Task<string> AskAsync()
        {
            using var response = await _http.PostActivityAsync(Message("the same", "er-dup", "er-1").With("deliveryMode", "expectReplies"));
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("activities")[0].GetProperty("id").GetString()!;
        }

        Assert.Equal(await AskAsync(), await AskAsync());
    }

    [Fact]
    public async Task ExpectReplies_SentAgainAfterAStop_IsToldAtOnce()
    {
        async Task<int> AskAsync()
        {
            using var response = await _http.PostActivityAsync(Message("wait forever", "er-stop", "er-1").With("deliveryMode", "expectReplies"));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("activities").GetArrayLength();
        }

        var first = AskAsync();
        while (!first.IsCompleted)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
            await AcceptAsync(Message("", "er-stop").With("type", "endOfConversation"));
        }

        Assert.Equal((0, 0), (await first, await AskAsync()));
    }

    [Fact]
    public async Task Stop_EndsTheRunningTurnWithoutItsAnswer()
    {
        await AcceptAsync(Message("wait forever", "stop-1"));
        await _connector.NextAsync("typing");
        await AcceptAsync(Message("stop", "stop-1"));

        Assert.Equal("OK, stopped.", (await _connector.NextAsync()).Text);
    }

    [Fact]
    public async Task Group_AnswersOnlyWhenMentioned()
    {
        JsonObject Said(string text) => Message(text, "group-1").With("conversation", new JsonObject { ["id"] = "group-1", ["isGroup"] = true });

        await AcceptAsync(Said("nobody asked you"));
        await AcceptAsync(Said("<at>Our Bot</at> what is this?").With("entities", new JsonArray(new JsonObject
        {
            ["type"] = "mention", ["text"] = "<at>Our Bot</at>", ["mentioned"] = new JsonObject { ["id"] = "bot-1", ["name"] = "Our Bot" },
        })));

        Assert.Equal("You said: what is this?", (await _connector.NextAsync()).Text);
    }

    [Theory]
    [InlineData("message/fetchTask", HttpStatusCode.OK)]
    [InlineData("task/fetch", HttpStatusCode.NotImplemented)]
    [InlineData("never/heard", HttpStatusCode.NotImplemented)]
    public async Task Invoke_IsAnsweredInline(string name, HttpStatusCode expected)
    {
        using var response = await _http.PostActivityAsync(Message("").With("type", "invoke").With("name", name));

        Assert.Equal(expected, response.StatusCode);
        Assert.NotEmpty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ChannelIdOfOurOwnSurface_DoesNotReachItsConversations()
    {
        await AcceptAsync(Posted.Message(_connector.Address, "hello", "some-id", channel: "directline"));
        await _connector.NextAsync();

        var directory = (Conversations.IConversationDirectory)fixture.Server.Services.GetService(typeof(Conversations.IConversationDirectory))!;
        Assert.Null(await directory.FindAsync(new("default", "directline", "some-id"), TestContext.Current.CancellationToken));
        Assert.NotNull(await directory.FindAsync(new("default", "bot-directline", "some-id"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task InvalidUtf8_IsRefused()
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(Message("x").ToJsonString())[..^2], 0xFF, (byte)'"', (byte)'}']);
        content.Headers.ContentType = new("application/json");
        using var response = await _http.PostAsync("/api/messages", content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("UTF-8", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
