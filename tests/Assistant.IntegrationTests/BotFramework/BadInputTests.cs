using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Server;
using Microsoft.AspNetCore.Http;

namespace Assistant.IntegrationTests.BotFramework;

public sealed class BadInputTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;

    public async ValueTask InitializeAsync() => (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private JsonObject Message(string text = "hello") => Posted.Message(_connector.Address, text);

    public static TheoryData<string, string> Wrong => new()
    {
        { "id", "null" }, { "type", "null" }, { "type", "7" }, { "channelId", "null" }, { "channelId", "\"a b\"" }, { "channelId", "\"../x\"" }, { "serviceUrl", "null" }, { "serviceUrl", "\"not an address\"" },
        { "serviceUrl", "\"file:///etc/passwd\"" }, { "conversation", "null" }, { "conversation", "{}" }, { "conversation", "{\"id\":\"a\\u0007b\"}" }, { "conversation", "\"c\"" }, { "from", "null" }, { "from", "{\"id\":\"\"}" },
        { "recipient", "null" }, { "text", "7" }, { "text", "\"  \"" }, { "text", "\"\\ud800\"" }, { "id", "\"a\\u0000b\"" }, { "attachments", "{}" }, { "attachments", "[7]" },
        { "entities", "{}" }, { "membersAdded", "[{}]" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Field_ThatIsWrong_IsRefusedWithAReason(string field, string json)
    {
        var body = Message().With(field, "replaced").ToJsonString().Replace("\"replaced\"", json, StringComparison.Ordinal);
        using var response = await _http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var reason = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("BadArgument", reason, StringComparison.Ordinal);
        Assert.Equal(0, _connector.Messages);
    }

    [Theory]
    [InlineData("http://169.254.169.254/")]
    [InlineData("https://smba.trafficmanager.net/emea/")]
    [InlineData("http://10.0.0.1:3978/")]
    [InlineData("http://user@127.0.0.1:3978/")]
    [InlineData("http://127.0.0.1.example.com/")]
    public async Task ServiceUrl_NotAllowed_IsRefusedBeforeAnythingIsStored(string serviceUrl)
    {
        using var response = await _http.PostActivityAsync(Message().With("serviceUrl", serviceUrl));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("AllowedServiceUrls", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public async Task Body_ThatIsNoActivity_IsRefused(string body)
    {
        using var response = await _http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task DeepJson_IsRefused()
    {
        var deep = $$"""{"type":"message","value":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""";
        using var response = await _http.PostAsync("/api/messages", new StringContent(deep, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task OneMegabyteOfText_IsRefusedAsTooLarge()
    {
        using var response = await _http.PostActivityAsync(Message(new string('x', 1024 * 1024)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task FiveMegabytesOfText_AreRefusedAsTooLarge()
    {
        using var response = await _http.PostActivityAsync(Message(new string('x', 5 * 1024 * 1024)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("text is too large", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThreeHundredMentions_AreAnsweredWithOursTakenOut()
    {
        var mentions = new JsonArray([.. Enumerable.Range(0, 300).Select(i => (JsonNode)new JsonObject
        {
            ["type"] = "mention", ["text"] = i == 150 ? "<at>Assistant</at>" : $"<at>P{i}</at>", ["mentioned"] = new JsonObject { ["id"] = i == 150 ? "bot-1" : $"user-{i}" },
        })]);
        using var response = await _http.PostActivityAsync(Message("<at>Assistant</at> who is <at>P7</at>?").With("entities", mentions));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.StartsWith("You said: who is P7?", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TooManyMentions_AreRefused()
    {
        var mentions = new JsonArray([.. Enumerable.Range(0, 1_001).Select(_ => (JsonNode)new JsonObject { ["type"] = "mention" })]);
        using var response = await _http.PostActivityAsync(Message().With("entities", mentions));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("never/heard")]
    [InlineData("message/submitaction")]
    [InlineData("adaptiveCard/Action")]
    [InlineData("composeExtension")]
    [InlineData("task")]
    [InlineData("config/fetch")]
    [InlineData("config/submit")]
    [InlineData("signin/verifyState")]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task UnknownInvoke_IsNotImplemented(string? name)
    {
        using var response = await _http.PostActivityAsync(Message().With("type", "invoke").With("name", name));

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!["error"]!;
        Assert.Equal("NotImplemented", error["code"]!.GetValue<string>());
        Assert.False(string.IsNullOrWhiteSpace(error["message"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("never-heard-of")]
    [InlineData("agents:email")]
    [InlineData("directline")]
    public async Task UnknownChannel_IsAnsweredAsAnyOther(string channel)
    {
        using var response = await _http.PostActivityAsync(Message().With("channelId", channel));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var reply = await _connector.NextAsync();
        Assert.Equal(("You said: hello", channel), (reply.Text, reply.Activity.GetProperty("channelId").GetString()));
    }

    [Theory]
    [InlineData("\"zz-QQ-nonsense-nonsense\"", "\"Nowhere/Never\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("\"en-US\\u0000\"", "\"Europe/\\u0000\"")]
    [InlineData("\"../../etc\"", "\"../../etc/passwd\"")]
    [InlineData("\"\ud83d\ude00\"", "\"+99:99\"")]
    [InlineData("null", "null")]
    public async Task LocaleAndTimeZoneThatAreNone_AreNoHindrance(string locale, string timeZone)
    {
        var body = Message().With("locale", "replaced-locale").With("localTimezone", "replaced-zone").ToJsonString()
            .Replace("\"replaced-locale\"", locale, StringComparison.Ordinal).Replace("\"replaced-zone\"", timeZone, StringComparison.Ordinal);
        using var response = await _http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("You said: hello", (await _connector.NextAsync()).Text);
    }

    [Theory]
    [InlineData("{\"contentType\":\"application/vnd.microsoft.card.adaptive\"}")]
    [InlineData("{\"contentType\":\"application/vnd.microsoft.card.adaptive\",\"content\":null}")]
    [InlineData("{\"contentType\":\"application/vnd.microsoft.card.hero\",\"content\":{\"buttons\":7}}")]
    [InlineData("{\"contentType\":\"application/vnd.microsoft.card.adaptive\",\"content\":[[]]}")]
    public async Task CardWithMissingData_IsNoHindrance(string card)
    {
        using var response = await _http.PostActivityAsync(Message().With("attachments", new JsonArray(JsonNode.Parse(card))));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("You said: hello", (await _connector.NextAsync()).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"action\":null}")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    public async Task FormWithMissingData_IsAMessageLikeAnyOther(string value)
    {
        using var message = await _http.PostActivityAsync(Message().With("value", JsonNode.Parse(value)));
        Assert.Equal(HttpStatusCode.Accepted, message.StatusCode);
        Assert.StartsWith("You said: hello", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplyToAMessageThatIsGone_IsAnswered()
    {
        using var response = await _http.PostActivityAsync(Message().With("replyToId", "never-was"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("You said: hello", (await _connector.NextAsync()).Text);
    }

    [Theory]
    [InlineData("/api/messages", "BotFramework:ReceiveTimeout")]
    [InlineData("/v3/directline/conversations/CONVERSATION/activities", "DirectLine:ReceiveTimeout")]
    [InlineData("/v3/directline/conversations/CONVERSATION/upload", "DirectLine:UploadTimeout")]
    [InlineData("/v1/embeddings", "OpenAI:ReceiveTimeout")]
    public async Task BodyThatDoesNotArrive_IsGivenUp(string path, string setting)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, $"--{setting}", "00:00:01");
        using var direct = await DirectLine.DirectLineClient.StartAsync(server.CreateClient());
        path = path.Replace("CONVERSATION", direct.Conversation, StringComparison.Ordinal);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(server.Address).Port, Cancelled);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"type\":"), Cancelled);
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 408 ", await reader.ReadLineAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyOverTheLimit_IsRefused()
    {
        using var response = await _http.PostAsync("/api/messages", new StringContent(new string(' ', 17 * 1024 * 1024), Encoding.UTF8, "application/json"), Cancelled);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("{\"contentType\":\"image/png\",\"name\":\"scan.png\"}", "I could not download scan.png.")]
    [InlineData("{\"contentType\":\"image/png\",\"name\":\"scan.png\",\"contentUrl\":\"ftp://127.0.0.1/x\"}", "I may not fetch scan.png from its address.")]
    [InlineData("{\"contentType\":\"image/png\",\"name\":\"scan.png\",\"contentUrl\":\"data:image/png;base64,***\"}", "I could not open scan.png")]
    [InlineData("{\"contentType\":\"application/vnd.microsoft.teams.file.download.info\",\"name\":\"scan.png\",\"content\":{}}", "I could not download scan.png.")]
    public async Task AttachmentThatCannotBeRead_IsSaidInTheAnswer(string attachment, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        using var http = server.CreateClient();
        var fine = new JsonObject { ["contentType"] = "text/plain", ["name"] = "fine.txt", ["contentUrl"] = "data:text/plain,The code is 4711." };
        using var response = await http.PostActivityAsync(Message("What is the code?").With("attachments", new JsonArray(JsonNode.Parse(attachment), fine)));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var text = (await _connector.NextAsync()).Text;
        Assert.Contains("4711", text, StringComparison.Ordinal);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoHundredAttachments_AreReadAsFarAsTheyAreReadAtAll_AndTheOthersNamed()
    {
        await using var server = await RunningServer.StartAsync();
        using var http = server.CreateClient();
        var many = new JsonArray([.. Enumerable.Range(1, 200).Select(i => (JsonNode)new JsonObject
        {
            ["contentType"] = "text/plain", ["name"] = $"n{i}.txt", ["contentUrl"] = i == 20 ? "data:text/plain,The code is 4711." : "data:text/plain,Other words.",
        })]);
        using var response = await http.PostActivityAsync(Message("What is the code?").With("attachments", many));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var text = (await _connector.NextAsync()).Text;
        Assert.Contains("4711", text, StringComparison.Ordinal);
        Assert.Contains("There were too many attachments (20), so I did not read n21.txt, n22.txt, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataUriThatLies_IsReadForWhatItIsUnderASafeName()
    {
        var lie = new JsonArray(new JsonObject { ["contentType"] = "image/png", ["name"] = "../../etc/pass\u0007wd\u202egnp.txt", ["contentUrl"] = "data:image/png;base64," + Convert.ToBase64String("Plain words after all."u8.ToArray()) });
        using var response = await _http.PostActivityAsync(Message("read it").With("attachments", lie));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("It reads: Plain words after all.", (await _connector.NextAsync()).Text);
    }

    [Fact]
    public async Task AttachmentByAddress_IsFetchedFromTheSendersOwnHostOnly()
    {
        _connector.Files["note.txt"] = context => context.Response.WriteAsync("Fetched from the client.");
        await using var other = await ConnectorStub.StartAsync();
        other.Files["note.txt"] = context => context.Response.WriteAsync("Never to be read.");
        JsonArray File(string address) => new(new JsonObject { ["contentType"] = "text/plain", ["name"] = "note.txt", ["contentUrl"] = $"{address}/files/note.txt" });

        using var own = await _http.PostActivityAsync(Message("read mine").With("attachments", File(_connector.Address)));
        Assert.Equal("It reads: Fetched from the client.", (await _connector.NextAsync()).Text);
        using var theirs = await _http.PostActivityAsync(Message("read theirs").With("attachments", File(other.Address)));
        Assert.Equal("You said: read theirs", (await _connector.NextAsync()).Text);
    }
}
