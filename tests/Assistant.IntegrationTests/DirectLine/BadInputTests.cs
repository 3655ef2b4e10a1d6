using System.Net.Http.Headers;
using System.Text;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>Whatever is posted gets a clear answer, and the conversation goes on.</summary>
public sealed class BadInputTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private Task<DirectLineClient> StartAsync() => DirectLineClient.StartAsync(fixture.Server.CreateClient());

    [Theory]
    [InlineData("""{"type":"message","from":{"id":"user1"},"text":"  "}""", "empty")]
    [InlineData("""{"type":"message","from":{"id":"user1"}}""", "empty")]
    [InlineData("""{"from":{"id":"user1"},"text":"x"}""", "type")]
    [InlineData("""{"type":"message","text":"x"}""", "from.id")]
    [InlineData("""{"type":"message","from":{"id":"user1"},"text":5}""", "text must be a string")]
    [InlineData("""["type"]""", "JSON object")]
    [InlineData("""{"type":"message",""", "not valid JSON")]
    [InlineData("", "not valid JSON")]
    [InlineData("""{"type":"message","from":{"id":"user1"},"text":"\ud800"}""", "Unicode")]
    [InlineData("""{"type":"message","from":{"id":"user1"},"attachments":{}}""", "attachments must be an array")]
    [InlineData("""{"type":"message","from":{"id":"user1"},"attachments":[{"contentType":"image/png"}]}""", "neither contentUrl nor content")]
    [InlineData("""{"type":"message","from":{"id":"user1"},"attachments":[{"contentType":"image/png","contentUrl":"file:///etc/passwd"}]}""", "http or https")]
    [InlineData("""{"type":"message","from":{"id":"user1"},"attachments":[{"contentType":"image/png","contentUrl":"data:image/png;base64,@@@"}]}""", "base64")]
    public async Task Post_OfSomethingWrong_SaysWhatIsWrong(string json, string message)
    {
        using var client = await StartAsync();

        using var response = await client.PostAsync(json);

        var error = await DirectLineClient.ErrorAsync(response, 400);
        Assert.Equal("BadArgument", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        await AnswersStillAsync(client);
    }

    [Fact]
    public async Task Post_OfAMegabyteOfText_NamesTheLimit()
    {
        using var client = await StartAsync();

        using var response = await client.PostAsync($$"""{"type":"message","from":{"id":"user1"},"text":"{{new string('a', 1024 * 1024)}}"}""");

        Assert.Contains("100,000 characters", (await DirectLineClient.ErrorAsync(response, 413)).Message, StringComparison.Ordinal);
        await AnswersStillAsync(client);
    }

    [Fact]
    public async Task Post_LargerThanAnActivityMayBe_NamesTheLimit()
    {
        using var client = await StartAsync();

        using var response = await client.PostAsync(new ByteArrayContent(new byte[17 * 1024 * 1024]));

        Assert.Contains("16,777,216 bytes", (await DirectLineClient.ErrorAsync(response, 413)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfInvalidUtf8_IsRefused()
    {
        using var client = await StartAsync();
        byte[] json = [.. Encoding.UTF8.GetBytes("""{"type":"message","from":{"id":"user1"},"text":"caf"""), 0xE9, .. "\"}"u8];

        using var response = await client.PostAsync(new ByteArrayContent(json));

        Assert.Contains("UTF-8", (await DirectLineClient.ErrorAsync(response, 400)).Message, StringComparison.Ordinal);
        await AnswersStillAsync(client);
    }

    [Fact]
    public async Task Post_NestedTooDeep_IsRefused()
    {
        using var client = await StartAsync();
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));

        using var response = await client.PostAsync($$"""{"type":"message","from":{"id":"user1"},"text":"x","value":{{deep}}""");

        Assert.Contains("nested deeper", (await DirectLineClient.ErrorAsync(response, 400)).Message, StringComparison.Ordinal);
        await AnswersStillAsync(client);
    }

    [Fact]
    public async Task Post_Of200Attachments_NamesTheLimit()
    {
        using var client = await StartAsync();
        var attachments = string.Join(',', Enumerable.Repeat("""{"contentType":"text/plain","contentUrl":"data:text/plain,x"}""", 200));

        using var response = await client.PostAsync($$"""{"type":"message","from":{"id":"user1"},"text":"x","attachments":[{{attachments}}]}""");

        var error = await DirectLineClient.ErrorAsync(response, 400);
        Assert.Equal("TooManyAttachments", error.Code);
        Assert.Contains("200 attachments; at most 20", error.Message, StringComparison.Ordinal);
        await AnswersStillAsync(client);
    }

    [Theory]
    [InlineData("typing")]
    [InlineData("invoke")]
    [InlineData("messageReaction")]
    [InlineData("no such type")]
    [InlineData("conversationUpdate")]
    public async Task Post_OfAnotherType_IsTakenAndIgnored(string type)
    {
        using var client = await StartAsync();

        using var response = await client.PostAsync($$"""{"type":"{{type}}","from":{"id":"user1"},"text":"ignored"}""");

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Empty((await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray());
        await AnswersStillAsync(client);
    }

    [Fact]
    public async Task DataUri_ThatLiesAboutItsType_IsServedAsWhatItIs()
    {
        using var client = await StartAsync();
        var html = Convert.ToBase64String("<script>alert(1)</script>"u8);

        using var response = await client.PostAsync($$"""{"type":"message","from":{"id":"user1"},"text":"x","attachments":[{"contentType":"image/png","name":"a.png","contentUrl":"data:image/png;base64,{{html}}"}]}""");

        Assert.Equal(200, (int)response.StatusCode);
        using var served = await client.Http.GetAsync(new Uri(await FirstAttachmentUrlAsync(client)), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)served.StatusCode);
        Assert.Equal("application/octet-stream", served.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", served.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", served.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\x\\invoice.png", "invoice.png")]
    [InlineData("a\u0000b\u001b[2J\r\n.txt", "ab[2J.txt")]
    [InlineData("gnp.\u202Eexe", "gnp.exe")]
    [InlineData("...", "file")]
    public async Task FileName_OfAnUpload_IsCleaned(string name, string shown)
    {
        using var client = await StartAsync();
        var json = System.Text.Json.JsonSerializer.Serialize(new { type = "message", from = new { id = "user1" }, text = "x", attachments = new[] { new { contentType = "text/plain", name, contentUrl = "data:text/plain,hello" } } });

        using var response = await client.PostAsync(json);

        Assert.Equal(200, (int)response.StatusCode);
        var own = (await client.ActivitiesAsync()).GetProperty("activities")[0];
        Assert.Equal(shown, own.GetProperty("attachments")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Upload_WithAnotherBoundaryThanItSays_IsCalledMalformed()
    {
        using var client = await StartAsync();
        var body = new StringContent($"--other\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n{new string('x', 100_000)}\r\n--other--\r\n");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        using var response = await client.UploadAsync(body);

        Assert.Equal("BadArgument", (await DirectLineClient.ErrorAsync(response, 400)).Code);
    }

    [Fact]
    public async Task Upload_ThatIsCutOff_IsRefusedAndStoresNothing()
    {
        using var client = await StartAsync();
        var body = new StringContent("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf of it");
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        using var response = await client.UploadAsync(body);

        await DirectLineClient.ErrorAsync(response, 400);
        Assert.Empty((await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray());
        await AnswersStillAsync(client);
    }

    [Fact]
    public async Task Client_ThatDisconnectsMidStream_FindsTheWholeAnswerLater()
    {
        using var client = await StartAsync();
        var stream = await client.OpenStreamAsync();
        var id = await client.SayAsync("slow story");
        await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "typing");

        stream.Abort();

        using var reconnected = await client.ReconnectAsync(null);
        await using var again = await client.OpenStreamAsync();
        var answer = await again.AnswerToAsync(id);
        Assert.Equal("You said: slow story", answer.GetProperty("text").GetString());
    }

    private static async Task AnswersStillAsync(DirectLineClient client)
    {
        await using var stream = await client.OpenStreamAsync();
        await stream.AnswerToAsync(await client.SayAsync("still there?"));
    }

    internal static async Task<string> FirstAttachmentUrlAsync(DirectLineClient client) =>
        (await client.ActivitiesAsync()).GetProperty("activities")[0].GetProperty("attachments")[0].GetProperty("contentUrl").GetString()!;
}
