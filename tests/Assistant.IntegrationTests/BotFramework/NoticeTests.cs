using System.Net;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>What an operator tells people who have not asked, over the connector and on the page.</summary>
public sealed class NoticeTests
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notice_ReachesAPersonalChat_OnceAnId_AsAMessageThatAnswersNothing()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        using var notices = new NoticeClient(new Uri(server.Address));
        await SayAsync(server, connector, Personal(connector, "hello"));

        var (status, report) = await notices.SendAsync(new { text = "The system is **down** from 18:00.", channel = "msteams", id = "down-1" });

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(1, report.GetProperty("recipients").GetInt32());
        var told = await connector.NextAsync();
        Assert.StartsWith("The system is **down** from 18:00.", told.Text, StringComparison.Ordinal);
        Assert.Contains("stop notices", told.Text, StringComparison.Ordinal);
        Assert.Equal("/v3/conversations/p-1/activities", told.Path);
        Assert.False(told.Activity.TryGetProperty("replyToId", out _));
        Assert.False(told.Activity.TryGetProperty("entities", out _));
        var person = (await notices.UntilAsync("down-1", "sent", 1)).GetProperty("people")[0];
        Assert.Equal(("user-1", "msteams", "p-1", "sent"), (person.GetProperty("user").GetString(), person.GetProperty("channel").GetString(), person.GetProperty("conversation").GetString(), person.GetProperty("state").GetString()));

        Assert.Equal(HttpStatusCode.Accepted, (await notices.SendAsync(new { text = "The system is **down** from 18:00.", all = true, id = "down-1" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await notices.SendAsync(new { text = "Something else", all = true, id = "down-1" })).Status);
        await connector.StaysSilentAsync(s_quiet);
        await SayAsync(server, connector, Personal(connector, "and now?"), "You said: and now?");
    }

    [Fact]
    public async Task Notice_ToAThreadOfAChannel_IsPostedThereOnce()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        using var notices = new NoticeClient(new Uri(server.Address));
        const string thread = "19:team@thread.tacv2;messageid=17";
        await SayAsync(server, connector, Shared(connector, thread, "user-1"));
        await SayAsync(server, connector, Shared(connector, thread, "user-2"));

        Assert.Equal(HttpStatusCode.NotFound, (await notices.SendAsync(new { text = "Down at six.", all = true })).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await notices.SendAsync(new { text = "Down at six.", conversation = thread, id = "t-1" })).Status);

        var told = await connector.NextAsync();
        Assert.Equal(thread, told.Activity.GetProperty("conversation").GetProperty("id").GetString());
        Assert.Equal($"/v3/conversations/{thread}/activities", Uri.UnescapeDataString(told.Path));
        await notices.UntilAsync("t-1", "sent", 1);
        await connector.StaysSilentAsync(s_quiet);
    }

    [Fact]
    public async Task Person_WhoSaysStop_GetsNone_AlsoAfterARestart_UntilTheySayOtherwise()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        await SayAsync(server, connector, Personal(connector, "stop sending me notices"), "OK, you will get no more notices here. To get them again, write \"turn notices back on\".");
        await server.RestartAsync();

        using (var notices = new NoticeClient(new Uri(server.Address)))
        {
            var (_, report) = await notices.SendAsync(new { text = "Fire!", all = true, urgent = true, id = "u-1" });
            Assert.Equal((1, 1), (report.GetProperty("recipients").GetInt32(), report.GetProperty("optedOut").GetInt32()));
            await connector.StaysSilentAsync(s_quiet);
            await SayAsync(server, connector, Personal(connector, "请恢复通知"), "好的，以后会继续给您发送通知。");

            await notices.SendAsync(new { text = "Fire!", all = true, urgent = true, id = "u-1" });
            Assert.StartsWith("**Urgent:** Fire!", (await connector.NextAsync()).Text, StringComparison.Ordinal);
            await notices.UntilAsync("u-1", "sent", 1);
        }
    }

    [Fact]
    public async Task QuestionsAboutNotices_GoToTheAgent()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        await SayAsync(server, connector, Personal(connector, "what is the notice period?"), "You said: what is the notice period?");
    }

    [Theory]
    [InlineData(StatusCodes.Status403Forbidden, "BotNotInConversationRoster", HttpStatusCode.NotFound)]
    [InlineData(StatusCodes.Status404NotFound, "ConversationNotFound", HttpStatusCode.NotFound)]
    // A gateway's.
    [InlineData(StatusCodes.Status403Forbidden, "Forbidden", HttpStatusCode.Accepted)]
    public async Task ChannelThatSaysWeAreGone_EndsTheReference_AndNoOtherRefusal(int status, string code, HttpStatusCode then)
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        using var notices = new NoticeClient(new Uri(server.Address));
        await SayAsync(server, connector, Personal(connector, "hello"));
        connector.Misbehave = (_, context) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new { error = new { code } }).ContinueWith(_ => true, TaskScheduler.Default);
        };

        await notices.SendAsync(new { text = "Down at six.", user = "user-1", id = "g-1" });
        await notices.UntilAsync("g-1", "failed", 1);

        Assert.Equal(then, (await notices.SendAsync(new { text = "Down at six.", user = "user-1" })).Status);
    }

    [Fact]
    public async Task Removal_EndsTheReference_AndInstallationBringsItBack()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await StartAsync();
        using var notices = new NoticeClient(new Uri(server.Address));
        await InstallAsync(server, connector, "add");
        await connector.NextAsync();
        Assert.Equal(HttpStatusCode.OK, (await notices.SendAsync(new { text = "Hi", all = true, dryRun = true })).Status);

        await InstallAsync(server, connector, "remove");
        Assert.Equal(HttpStatusCode.NotFound, (await notices.SendAsync(new { text = "Hi", all = true, dryRun = true })).Status);

        await InstallAsync(server, connector, "add");
        await connector.NextAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await notices.SendAsync(new { text = "Hi", all = true })).Status);
        Assert.StartsWith("Hi", (await connector.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_OnThePage_StandsInTheConversation_AsTheAssistants()
    {
        await using var server = await StartAsync();
        using var notices = new NoticeClient(new Uri(server.Address));
        using var client = new ConversationClient { Server = new Uri(server.Address) };
        await client.StartAsync(Token);
        Assert.True(await client.PostAsync("hello", "m-1", Token));
        await client.AnsweredAsync(1, TimeSpan.FromSeconds(30), Token);

        await notices.SendAsync(new { text = "今晚六点停机。", user = client.User, id = "p-1", language = "zh" });
        await notices.UntilAsync("p-1", "sent", 1);

        var all = await client.ActivitiesAsync(Token);
        Assert.Equal(["message", "message", "event", "message"], all.Select(activity => activity.GetProperty("type").GetString()));
        Assert.False(all[2].TryGetProperty("text", out _));
        Assert.Equal("bot", all[3].GetProperty("from").GetProperty("role").GetString());
        Assert.StartsWith("今晚六点停机。", ConversationClient.Text(all[3]), StringComparison.Ordinal);
        Assert.Contains("停止通知", ConversationClient.Text(all[3]), StringComparison.Ordinal);
        Assert.True(all[3].GetProperty("channelData").GetProperty("notice").GetBoolean());
    }

    [Fact]
    public async Task Requests_ThatAreNotAsTheyShouldBe_AreRefused()
    {
        await using var server = await StartAsync("--Notices:MaxCharacters", "10", "--Notices:MaxRecipients", "1");
        using var notices = new NoticeClient(new Uri(server.Address));
        foreach (var user in new[] { 1, 2 })
        {
            using var client = new ConversationClient { Server = new Uri(server.Address) };
            await client.StartAsync(Token);
            Assert.True(await client.PostAsync($"hello {user}", "m-1", Token));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await notices.SendAsync(new { text = "Hi", all = true }, null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await notices.SendAsync(new { text = "Hi", all = true }, "another key of some length")).Status);
        foreach (var body in new object[] { new { text = "Hi" }, new { text = "Hi", all = false }, new { text = "Hi", all = true, user = "x" }, new { text = " ", all = true }, new { text = "12345678901", all = true }, new { text = "Hi", all = true, id = "a/b" }, new { text = 1, all = true } })
            Assert.Equal(HttpStatusCode.BadRequest, (await notices.SendAsync(body)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await notices.SendAsync(new { text = "Hi", all = true })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await notices.FindAsync("never")).Status);
    }

    private static Task<RunningServer> StartAsync(params string[] settings) => RunningServer.StartAsync(RunningServer.Scripted, ["--Server:OperatorKey", NoticeClient.Key, .. settings]);

    private static JsonObject Personal(ConnectorStub connector, string text) =>
        Posted.Message(connector.Address, text, channel: "msteams").With("conversation", new JsonObject { ["id"] = "p-1", ["conversationType"] = "personal" });

    private static JsonObject Shared(ConnectorStub connector, string thread, string user) => Posted.Message(connector.Address, "<at>Assistant</at> hello", channel: "msteams")
        .With("conversation", new JsonObject { ["id"] = thread, ["conversationType"] = "channel", ["isGroup"] = true }).With("from", new JsonObject { ["id"] = user });

    private static async Task SayAsync(RunningServer server, ConnectorStub connector, JsonObject message, string? answer = null)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(message);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var text = (await connector.NextAsync()).Text;
        if (answer is not null)
            Assert.Equal(answer, text);
    }

    private static async Task InstallAsync(RunningServer server, ConnectorStub connector, string action)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(Personal(connector, "").Without("text").With("type", "installationUpdate").With("action", action));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
