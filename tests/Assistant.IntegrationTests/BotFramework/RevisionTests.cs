using System.Net;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>Messages that people change or delete after they have sent them.</summary>
public sealed class RevisionTests(ServerFixture scripted, ShippedServerFixture shipped) : IClassFixture<ServerFixture>, IClassFixture<ShippedServerFixture>, IAsyncLifetime
{
    private readonly string _own = $"{Guid.NewGuid():N}";
    private readonly RunningServer _server = scripted.Server;
    private ConnectorStub _connector = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connector = await ConnectorStub.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact]
    public async Task EditedMessage_IsRememberedAsItIsNow_AlsoAfterARestart()
    {
        await AskAsync("the code is red", "m-1");
        await ChangeAsync("messageUpdate", "m-1", "the code is blue");

        Assert.Contains("the code is blue -> You said: the code is red", await AskAsync("recall", "m-2"), StringComparison.Ordinal);
        await _server.RestartAsync();
        Assert.Contains("the code is blue -> You said: the code is red", await AskAsync("recall", "m-3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeletedMessage_IsNotRemembered_AlsoAfterARestart()
    {
        await AskAsync("the code is red", "m-1");
        await AskAsync("the key is green", "m-2");
        await ChangeAsync("messageDelete", "m-1");

        var recalled = await AskAsync("recall", "m-3");
        Assert.DoesNotContain("red", recalled, StringComparison.Ordinal);
        Assert.Contains("the key is green", recalled, StringComparison.Ordinal);
        await _server.RestartAsync();
        Assert.DoesNotContain("red", await AskAsync("recall", "m-4"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeletedMessage_IsNotBroughtBackByAnEditThatIsSentAgain()
    {
        await AskAsync("the code is red", "m-1");
        await ChangeAsync("messageDelete", "m-1", at: "2026-03-01T10:00:05Z");
        await ChangeAsync("messageUpdate", "m-1", "the code is blue", at: "2026-03-01T10:00:01Z");

        var recalled = await AskAsync("recall", "m-2");
        Assert.DoesNotContain("red", recalled, StringComparison.Ordinal);
        Assert.DoesNotContain("blue", recalled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitingMessages_AreAnsweredAsTheyAreNow_OrNotAtAll()
    {
        await PostAsync(Message("wait please", "m-1"));
        await _connector.NextAsync("typing");
        await PostAsync(Message("second", "m-2"));
        await PostAsync(Message("third", "m-3"));
        await ChangeAsync("messageUpdate", "m-2", "second, changed");
        await ChangeAsync("messageDelete", "m-3");
        // The turn that runs is stopped with its message.
        await ChangeAsync("messageDelete", "m-1");

        Assert.Equal("You said: second, changed", (await _connector.NextAsync()).Text);
        await _connector.StaysSilentAsync(TimeSpan.FromSeconds(1));
        var recalled = await AskAsync("recall", "m-4");
        Assert.Contains("(after: second, changed -> You said: second, changed)", recalled, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageEditedWhileItIsAnswered_IsRememberedAsItIsNow()
    {
        await PostAsync(Message("slow red", "m-1"));
        await _connector.NextAsync("typing");
        await ChangeAsync("messageUpdate", "m-1", "slow blue");
        await _connector.NextAsync();

        Assert.Contains("slow blue -> ", await AskAsync("recall", "m-2"), StringComparison.Ordinal);
        await _server.RestartAsync();
        Assert.Contains("slow blue -> ", await AskAsync("recall", "m-3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnsweredMessage_EditedWhileALongTurnRuns_IsAcknowledgedAtOnce_AndRememberedAfterIt()
    {
        await AskAsync("the code is red", "m-1");
        await PostAsync(Message("wait please", "m-2"));
        await _connector.NextAsync("typing");

        await ChangeAsync("messageUpdate", "m-1", "the code is blue");

        // It waits for ever, but is stopped with its message.
        await ChangeAsync("messageDelete", "m-2");
        Assert.Contains("the code is blue -> ", await AskAsync("recall", "m-3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_FollowAMessage_ThatWasEditedJustBeforeAKill()
    {
        var server = shipped.Server;
        await AskAsync("I live in Bergen.", "m-1", server);
        Assert.Contains("Bergen", await AskAsync("Where do I live?", "m-2", server), StringComparison.Ordinal);
        // What is on disk when the process dies before the running turn has ended.
        var edited = Message("I live in Trondheim.", "m-1");
        await server.Services.GetRequiredService<IInbox>().ReviseAsync(
            new(new(ConversationKey.DefaultTenant, edited["channelId"]!.GetValue<string>(), edited["conversation"]!["id"]!.GetValue<string>()), "m-1", new(edited["from"]!["id"]!.GetValue<string>()), "I live in Trondheim.", TimeProvider.System.GetUtcNow()), Cancelled);
        await server.RestartAsync();

        var moved = await AskAsync("Where do I live?", "m-3", server);
        Assert.Contains("Trondheim", moved, StringComparison.Ordinal);
        Assert.DoesNotContain("Bergen", moved, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messageDelete", "user-2")]
    [InlineData("messageUpdate", "user-2")]
    public async Task SomebodyElse_ChangesNothing(string type, string user)
    {
        await AskAsync("the code is red", "m-1");
        var change = Message("the code is blue", "m-1");
        (change["type"], change["from"]!["id"]) = (type, user);
        await PostAsync(change);

        Assert.Contains("(after: the code is red -> You said: the code is red)", await AskAsync("recall", "m-2"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messageDelete")]
    [InlineData("messageUpdate")]
    public async Task MessageThatWasNeverSent_IsNoHindrance(string type)
    {
        await ChangeAsync(type, "never-was", "anything");

        Assert.Equal("You said: hello", await AskAsync("hello", "m-1"));
    }

    [Fact]
    public async Task EditThatBringsAnotherFile_IsReadAndAnsweredOnce_AndOneThatKeepsItIsNot()
    {
        await PostAsync(WithFile("message", "The lift is out of order."));
        Assert.Equal("It reads: The lift is out of order.", (await _connector.NextAsync()).Text);
        await PostAsync(WithFile("messageUpdate", "The lift is out of order."));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));

        await PostAsync(WithFile("messageUpdate", "The lift works again."));
        await PostAsync(WithFile("messageUpdate", "The lift works again."));

        var answer = await _connector.NextAsync();
        Assert.Equal("It reads: The lift works again.", answer.Text);
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));

        // What the edit brought goes with the message.
        await ChangeAsync("messageDelete", "m-1");
        Assert.DoesNotContain("lift", await AskAsync("recall", "m-2"), StringComparison.Ordinal);

        JsonObject WithFile(string type, string content)
        {
            var message = Message("read it", "m-1");
            message["type"] = type;
            message["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "text/plain", ["name"] = "notice.txt", ["contentUrl"] = $"data:text/plain;base64,{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(content))}",
            });
            return message;
        }
    }

    /// <summary>Channels deliver in another order now and then.</summary>
    [Fact]
    public async Task ChangeThatComesBeforeItsMessage_IsWhatIsAnswered()
    {
        await ChangeAsync("messageDelete", "m-1");
        await ChangeAsync("messageUpdate", "m-2", "the code is blue");
        await PostAsync(Message("the key is green", "m-1"));

        Assert.Equal("You said: the code is blue", await AskAsync("the code is red", "m-2"));
        var recalled = await AskAsync("recall", "m-3");
        Assert.DoesNotContain("green", recalled, StringComparison.Ordinal);
        Assert.DoesNotContain("red", recalled, StringComparison.Ordinal);
        Assert.Equal(2, _connector.Messages);
    }

    [Fact]
    public async Task ChangeWithoutAnId_IsRefused()
    {
        var change = Message("x", "m-1");
        (change["type"], change["id"]) = ("messageDelete", null);
        using var http = _server.CreateClient();
        using var response = await http.PostActivityAsync(change);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Facts_FollowWhatAMessageSaysNow()
    {
        var server = shipped.Server;
        await AskAsync("I live in Bergen.", "m-1", server);
        Assert.Contains("Bergen", await AskAsync("Where do I live?", "m-2", server), StringComparison.Ordinal);
        await ChangeAsync("messageUpdate", "m-1", "I live in Trondheim.", server);
        var moved = await AskAsync("Where do I live?", "m-3", server);
        Assert.Contains("Trondheim", moved, StringComparison.Ordinal);
        Assert.DoesNotContain("Bergen", moved, StringComparison.Ordinal);
        await ChangeAsync("messageDelete", "m-1", null, server);

        Assert.DoesNotContain("Trondheim", await AskAsync("Where do I live?", "m-4", server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Episodes_FollowWhatAMessageSaysNow()
    {
        const string question = "When does the plumber come?";
        var server = shipped.Server;
        // The first message names the conversation; its name keeps what it was taken from.
        await AskAsync("hello", "m-0", server);
        await AskAsync("The plumber comes on 14 March at 9:30.", "m-1", server);
        Assert.Contains("14 March", await AskAsync(question, "m-2", server, "later"), StringComparison.Ordinal);
        await ChangeAsync("messageUpdate", "m-1", "The plumber comes on 21 April at 8:15.", server);
        var moved = await AskAsync(question, "m-3", server, "later still");
        Assert.Contains("21 April", moved, StringComparison.Ordinal);
        Assert.DoesNotContain("14 March", moved, StringComparison.Ordinal);
        await ChangeAsync("messageDelete", "m-1", null, server);

        Assert.DoesNotContain("21 April", await AskAsync(question, "m-4", server, "last"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_OfOnePerson_IsNotToldInAGroup()
    {
        var server = shipped.Server;
        await AskAsync("I live in Bergen.", "m-1", server);
        Assert.Contains("Bergen", await AskAsync("Where do I live?", "m-2", server), StringComparison.Ordinal);

        Assert.DoesNotContain("Bergen", await AskInGroupAsync("Where do I live?", "g-1", server), StringComparison.Ordinal);
        var all = await AskInGroupAsync("What do you remember about me?", "g-2", server);
        Assert.DoesNotContain("Bergen", all, StringComparison.Ordinal);
        Assert.Contains("personal chat", all, StringComparison.Ordinal);
    }

    private async Task<string?> AskInGroupAsync(string text, string id, RunningServer server)
    {
        var message = Message($"<at>Bot</at> {text}", id, "a-group");
        (message["conversation"]!["isGroup"], message["conversation"]!["conversationType"]) = (true, "groupChat");
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>Bot</at>", ["mentioned"] = new JsonObject { ["id"] = message["recipient"]!["id"]!.GetValue<string>(), ["name"] = "Bot" } });
        await PostAsync(message, server);
        return (await _connector.NextAsync()).Text;
    }

    private JsonObject Message(string text, string id, string conversation = "revised") =>
        Posted.Message(_connector.Address, text, $"{conversation}-{_own}", id).With("from", new JsonObject { ["id"] = $"user-{_own}", ["name"] = "Ada" });

    private async Task<string?> AskAsync(string text, string id, RunningServer? server = null, string conversation = "revised")
    {
        await PostAsync(Message(text, id, conversation), server);
        return (await _connector.NextAsync()).Text;
    }

    private Task ChangeAsync(string type, string id, string? text = null, RunningServer? server = null, string? at = null)
    {
        var change = Message(text ?? "", id);
        change["type"] = type;
        if (at is not null)
            change["timestamp"] = at;
        return PostAsync(change, server);
    }

    private async Task PostAsync(JsonObject activity, RunningServer? server = null)
    {
        using var http = (server ?? _server).CreateClient();
        using var response = await http.PostActivityAsync(activity);
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancelled)}");
    }
}
