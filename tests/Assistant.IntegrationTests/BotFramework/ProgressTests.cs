using System.Net;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Long turns where nothing streams: a message that tells how far the turn is, and goes before the answer comes.</summary>
public sealed class ProgressTests : IAsyncLifetime
{
    private static readonly string[] s_soon = ["--BotFramework:ProgressAfter", "00:00:00.200"];
    private ConnectorStub _connector = null!;

    public async ValueTask InitializeAsync() => _connector = await ConnectorStub.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact]
    public async Task LongTurn_InAGroup_IsShownByACard_TakenBackBeforeTheAnswer()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, s_soon);
        await PostAsync(server, InGroup("<at>Assistant</at> slow please", "m-1"));

        var shown = await _connector.NextAsync();
        Assert.Equal("/v3/conversations/g-1/activities/m-1", shown.Path);
        Assert.False(shown.Activity.TryGetProperty("text", out _));
        Assert.Equal("Thinking…", shown.Activity.GetProperty("summary").GetString());
        var card = Parse(Assert.Single(shown.Activity.GetProperty("attachments").EnumerateArray()).GetProperty("content"));
        Assert.Equal(("1.5", "Thinking…"), ((string?)card["version"], TextOf(card)));
        await AcceptsAsync([card]);

        var (deleted, answer) = (await NextAsync("deleted"), await _connector.NextAsync());
        Assert.Equal(shown.Id, deleted.Id);
        Assert.Equal("You said: slow please", answer.Text);
        Assert.Equal(2, _connector.Messages);
    }

    [Fact]
    public async Task ShortTurn_ShowsNone()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--BotFramework:ProgressAfter", "00:00:03");
        await PostAsync(server, InGroup("<at>Assistant</at> slow please", "m-1"));

        Assert.Equal("You said: slow please", (await _connector.NextAsync()).Text);
        Assert.Equal(1, _connector.Messages);
    }

    [Theory]
    [InlineData("slack", "--BotFramework:ProgressChannels:0", "slack", true)]
    [InlineData("slack", "--BotFramework:ProgressChannels:0", "msteams", false)]
    [InlineData("slack", "--BotFramework:Feedback", "Off", false)]
    [InlineData("msteams", "--BotFramework:ProgressAfter", "00:00:00", false)]
    public async Task OtherChannel_ShowsItAsText_WhereTheOperatorSaysThatItCan(string channel, string setting, string value, bool shows)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, [.. s_soon, setting, value]);
        await PostAsync(server, InGroup("<at>Assistant</at> slow please", "m-1").With("channelId", channel));

        if (shows)
        {
            var shown = await _connector.NextAsync();
            Assert.Equal(("Thinking…", "plain"), (shown.Text, shown.Activity.GetProperty("textFormat").GetString()));
            Assert.Equal(shown.Id, (await NextAsync("deleted")).Id);
        }
        Assert.Equal("You said: slow please", (await _connector.NextAsync()).Text);
        Assert.Equal(shows ? 2 : 1, _connector.Messages);
    }

    [Fact]
    public async Task StoppedTurn_LeavesNothing()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, s_soon);
        await PostAsync(server, InGroup("<at>Assistant</at> wait for it", "m-1"));
        var shown = await _connector.NextAsync();
        await PostAsync(server, InGroup("", "m-1").With("type", "messageDelete"));

        Assert.Equal(shown.Id, (await NextAsync("deleted")).Id);
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task CardThatCannotBeTakenBack_SaysThatItIsDone_AndTheAnswerComesOnce()
    {
        _connector.MisbehaveDelete = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.FromResult(true);
        };
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, s_soon);
        await PostAsync(server, InGroup("<at>Assistant</at> slow please", "m-1"));
        var shown = await _connector.NextAsync();
        var done = await _connector.NextAsync();
        while (!TextOf(Parse(done.Activity.GetProperty("attachments")[0].GetProperty("content"))).StartsWith("Done", StringComparison.Ordinal))
            done = await _connector.NextAsync();

        Assert.Equal((true, shown.Id), (done.Replaces, done.Id));
        Assert.Equal("You said: slow please", (await _connector.NextAsync()).Text);
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(1));
    }

    private JsonObject InGroup(string text, string id) =>
        Posted.Message(_connector.Address, text, "g-1", id, "msteams").With("conversation", new JsonObject { ["id"] = "g-1", ["conversationType"] = "groupChat", ["isGroup"] = true });

    /// <summary>Nothing but changes of what is shown comes before it.</summary>
    private async Task<Sent> NextAsync(string type)
    {
        for (; ; )
        {
            var sent = await _connector.NextAsync(null);
            if (sent.Activity.GetProperty("type").GetString() == type)
                return sent;
            Assert.True(sent.Replaces || sent.Activity.GetProperty("type").GetString() == "typing", "An answer came first.");
        }
    }

    private static async Task PostAsync(RunningServer server, JsonObject activity)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(activity);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
