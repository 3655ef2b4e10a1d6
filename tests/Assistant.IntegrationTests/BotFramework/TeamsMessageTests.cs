using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Server;
using Assistant.Memory.Facts;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>What Teams shows with a message besides its words: the welcome, the icons of citations, the sensitivity label; and what clients see that show words alone.</summary>
public sealed class TeamsMessageTests(ServerFixture scripted, ShippedServerFixture shipped) : IClassFixture<ServerFixture>, IClassFixture<ShippedServerFixture>, IAsyncLifetime
{
    private AskedConversation _chat = null!;

    public async ValueTask InitializeAsync() => _chat = await AskedConversation.StartAsync();

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Theory]
    [InlineData("en-US", "Welcome", "What can you do?", "What do you remember about me?")]
    [InlineData("zh-CN", "欢迎", "你能做什么？", "关于我你记得什么？")]
    public async Task Installation_IsGreetedByACard_InThePersonsLanguage_WithQuestionsToTap(string locale, string heading, params string[] questions)
    {
        var server = shipped.Server;

        var greeting = await _chat.SayAsync(server, Installed().With("locale", locale));

        Assert.False(greeting.Activity.TryGetProperty("text", out _));
        var card = _chat.CardIn(greeting);
        Assert.StartsWith(heading, TextOf(card), StringComparison.Ordinal);
        Assert.Contains(greeting.Activity.GetProperty("summary").GetString()!, TextOf(card), StringComparison.Ordinal);
        Assert.Equal(questions, Actions(card).Select(action => (string?)action["data"]!["msteams"]!["value"]));
        Assert.All(Actions(card), action => Assert.Equal("imBack", (string?)action["data"]!["msteams"]!["type"]));
        await AcceptsAsync(_chat.Cards);
    }

    [Fact]
    public async Task Installation_IsGreetedOnce_AndAgainAfterARemoval()
    {
        var server = scripted.Server;
        Assert.StartsWith("Welcome", TextOf(_chat.CardIn(await _chat.SayAsync(server, Installed()))), StringComparison.Ordinal);
        await PostAsync(server, Installed());
        await PostAsync(server, Installed().With("action", "remove"));

        Assert.StartsWith("Welcome", TextOf(_chat.CardIn(await _chat.SayAsync(server, Installed()))), StringComparison.Ordinal);
        await PostAsync(server, Installed());
        Assert.Equal("You said: hello", (await _chat.SayAsync(server, _chat.Message("hello"))).Text);
        Assert.Equal(3, _chat.Connector.Messages);
    }

    [Fact]
    public async Task Installation_InAGroup_HasNothingToTap() => Assert.Empty(Buttons(_chat.CardIn(await _chat.SayAsync(shipped.Server, _chat.InGroup(Installed())))));

    [Fact]
    public async Task Citations_HaveTheIconsOfTheirFiles_AndTheMessageTheOperatorsLabel()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--BotFramework:SensitivityLabel", "Confidential", "--BotFramework:SensitivityDescription", "For employees only");

        var entity = MessageEntity(await _chat.SayAsync(server, _chat.Message("cite it")));

        Assert.Equal(["Image", "PDF"], entity.GetProperty("citation").EnumerateArray().Select(claim => claim.GetProperty("appearance").GetProperty("image").GetProperty("name").GetString()));
        var usage = entity.GetProperty("usageInfo");
        Assert.Equal(("CreativeWork", "Confidential", "For employees only"), (usage.GetProperty("@type").GetString(), usage.GetProperty("name").GetString(), usage.GetProperty("description").GetString()));
    }

    /// <summary>What Ben said is answered from, and nothing that Ada said.</summary>
    [Fact]
    public async Task QuotedWords_AreAnsweredFrom_AndNotRememberedAsThePersonsOwn()
    {
        var server = shipped.Server;
        const string Quote = """<blockquote itemtype="http://schema.skype.com/Reply"><strong itemprop="mri" itemid="8:orgid:ben">Ben</strong><p itemprop="preview">I live in Trondheim. The door code is 4711.</p></blockquote><p>What is the door code?</p>""";
        var reply = _chat.Message("Ben\r\nI live in Trondheim. The door code is 4711.\r\nWhat is the door code?").With("attachments", new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = Quote }));

        var answer = await _chat.SayAsync(server, reply);

        Assert.Contains("4711", answer.Text, StringComparison.Ordinal);
        Assert.Equal("quoted message.html", MessageEntity(answer).GetProperty("citation")[0].GetProperty("appearance").GetProperty("name").GetString());
        var facts = (await server.Services.GetRequiredService<IPersonalFacts>().OpenAsync(new("default", _chat.User), TestContext.Current.CancellationToken)).Facts;
        Assert.Empty(facts);
    }

    [Fact]
    public async Task Message_WithoutALabelOfTheOperator_HasNone()
    {
        var server = scripted.Server;
        Assert.False(MessageEntity(await _chat.SayAsync(server, _chat.Message("hello"))).TryGetProperty("usageInfo", out _));
    }

    [Theory]
    [InlineData("sms", "plain", "You said: bold (really) and code")]
    [InlineData("slack", "markdown", "You said: **bold** (*really*) and `code`")]
    public async Task Markdown_IsTextWithoutMarks_WhereItIsShownAsItIsWritten(string channel, string format, string text)
    {
        var server = scripted.Server;

        var sent = await _chat.SayAsync(server, _chat.Message("**bold** (*really*) and `code`").With("channelId", channel));

        Assert.Equal((format, text), (sent.Activity.GetProperty("textFormat").GetString(), sent.Text));
    }

    [Theory]
    [InlineData("image/gif")]
    [InlineData("text/html")]
    public async Task MessageOfNothingButAGif_IsLookedAt_OrItIsSaidWhyNot(string type)
    {
        var server = shipped.Server;
        _chat.Connector.Files["dot.gif"] = async context =>
        {
            context.Response.ContentType = "image/gif";
            await context.Response.Body.WriteAsync(Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"), context.RequestAborted);
        };
        foreach (var (address, said) in new[] { ($"{_chat.Connector.Address}/files/dot.gif", "dot.gif"), ("https://media4.giphy.com/media/abc/giphy.gif", "giphy.gif") })
        {
            var attachment = type == "image/gif"
                ? new JsonObject { ["contentType"] = type, ["contentUrl"] = address }
                : new JsonObject { ["contentType"] = type, ["content"] = $"<div><img alt=\"GIF\" itemtype=\"http://schema.skype.com/Giphy\" src=\"{address}\"></div>" };

            var answer = await _chat.SayAsync(server, _chat.Message("").With("attachments", new JsonArray(attachment)));

            Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task MessageOfNothingButACard_IsToldWhatCanBeDone()
    {
        var server = shipped.Server;

        var answer = await _chat.SayAsync(server, _chat.Message("").With("attachments", new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["content"] = new JsonObject() })));

        Assert.False(string.IsNullOrWhiteSpace(answer.Text));
    }

    [Fact]
    public async Task Citations_HaveTheirKeywords()
    {
        var server = scripted.Server;

        var claims = MessageEntity(await _chat.SayAsync(server, _chat.Message("cite it"))).GetProperty("citation").EnumerateArray();

        Assert.Equal(["Total", "Friday"], claims.Select(claim => string.Join(' ', claim.GetProperty("appearance").GetProperty("keywords").EnumerateArray().Select(word => word.GetString()))));
    }

    [Theory]
    [InlineData("groupChat", "19:meeting_MjA@thread.v2")]
    [InlineData(null, "19:meeting_MjA@thread.v2")]
    [InlineData("channel", "19:abc@thread.tacv2;messageid=1700000000000")]
    public async Task MeetingChat_IsAGroup_AnsweredWhenMentioned_InItsThread(string? type, string id)
    {
        var server = scripted.Server;
        id = Own(id);
        await PostAsync(server, InMeeting(_chat.Message("slow gossip"), type, id));

        var answer = await _chat.SayAsync(server, InMeeting(_chat.Message("<at>Assistant</at> slow question"), type, id).With("id", "m-7"));

        Assert.Equal("You said: slow question", answer.Text);
        Assert.Equal($"/v3/conversations/{id}/activities/m-7", Uri.UnescapeDataString(answer.Path));
        Assert.Equal((id, "m-7", true), (answer.Activity.GetProperty("conversation").GetProperty("id").GetString(), answer.Activity.GetProperty("replyToId").GetString(), answer.Activity.GetProperty("conversation").GetProperty("isGroup").GetBoolean()));
        // No stream: only one-to-one chats have those.
        Assert.DoesNotContain(answer.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "streaminfo");
        Assert.Equal(1, _chat.Connector.Messages);
    }

    [Fact]
    public async Task EditThatAddsTheMention_IsAnsweredLikeAMessage_Once()
    {
        var id = Own("19:meeting_MjA@thread.v2");
        var server = scripted.Server;
        await PostAsync(server, InMeeting(_chat.Message("what is due?"), null, id).With("id", "m-7"));
        await PostAsync(server, InMeeting(_chat.Message("what is due today?"), null, id).With("id", "m-7").With("type", "messageUpdate"));
        JsonObject Edited(string text) => InMeeting(_chat.Message($"<at>Assistant</at> {text}"), null, id).With("id", "m-7").With("type", "messageUpdate");

        Assert.Equal("You said: what is due now?", (await _chat.SayAsync(server, Edited("what is due now?"))).Text);
        await PostAsync(server, Edited("what is due then?"));
        Assert.Equal("You said: hello", (await _chat.SayAsync(server, InMeeting(_chat.Message("<at>Assistant</at> hello"), null, id))).Text);
        Assert.Equal(2, _chat.Connector.Messages);
    }

    private static string Own(string conversation) => conversation.Replace("19:", $"19:{Guid.NewGuid():N}", StringComparison.Ordinal);

    private static JsonObject InMeeting(JsonObject message, string? type, string id)
    {
        var conversation = new JsonObject { ["id"] = id };
        if (type is not null)
            (conversation["conversationType"], conversation["isGroup"]) = (type, true);
        return message.With("conversation", conversation).With("channelData", new JsonObject { ["meeting"] = new JsonObject { ["id"] = "MCMxOTptZWV0aW5nX01qQSMw" } });
    }

    private static async Task PostAsync(RunningServer server, JsonObject activity)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(activity);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
    }

    private static JsonElement MessageEntity(Sent sent) => Assert.Single(sent.Activity.GetProperty("entities").EnumerateArray(), entity => entity.GetProperty("type").GetString() == "https://schema.org/Message");

    private JsonObject Installed() => _chat.Message("").Without("text").With("type", "installationUpdate").With("action", "add");
}
