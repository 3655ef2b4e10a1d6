using System.Text.Json;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Microsoft's JavaScript SDK as the channel: its client posts, its connector endpoint validates what we reply.</summary>
public sealed class MicrosoftSdkTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task Sdk_TalksToUsAndAcceptsOurReplies()
    {
        var peer = Peers.Folder("botframework");
        Assert.SkipUnless(peer is not null, Peers.HowToGet("botframework"));
        var results = JsonDocument.Parse(Assert.Single(await Peers.RunAsync(peer, "peer.mjs", $"{fixture.Server.Address}/api/messages"))).RootElement;

        var message = Replied(results, "message");
        Assert.Equal("You said: hello from the SDK", Text(message, "text"));
        Assert.Equal(("bot-1", "user-1", "markdown"), (Text(message, "from"), Text(message, "recipient"), Text(message, "textFormat")));
        Assert.Equal(Text(message, "activityId"), Text(message, "replyToId"));
        Assert.True(message.GetProperty("timestampIsDate").GetBoolean());
        var cited = Replied(results, "citations");
        Assert.Equal(2, cited.GetProperty("entities")[0].GetProperty("citation").GetArrayLength());
        Assert.Equal("Who sent it?", cited.GetProperty("suggested")[0].GetString());
        Assert.Equal("application/vnd.microsoft.card.adaptive", cited.GetProperty("cards")[0].GetString());
        Assert.StartsWith("Hello!", Text(Replied(results, "greeting"), "text"), StringComparison.Ordinal);
        Assert.Equal(202, Status(results, "typing"));
        Assert.Equal((200, "You said: answer inline"), (Status(results, "expectReplies"), results.GetProperty("expectReplies").GetProperty("texts")[0].GetString()));
        Assert.Equal((200, 501), (Status(results, "invoke"), Status(results, "unknownInvoke")));
        Assert.Equal("It reads: The printer costs 249 EUR.", Text(Replied(results, "file"), "text"));
    }

    private static JsonElement Replied(JsonElement results, string scenario)
    {
        Assert.Equal(202, Status(results, scenario));
        return results.GetProperty(scenario).GetProperty("reply");
    }

    private static int Status(JsonElement results, string scenario) => results.GetProperty(scenario).GetProperty("status").GetInt32();

    private static string? Text(JsonElement reply, string name) => reply.GetProperty(name).GetString();
}
