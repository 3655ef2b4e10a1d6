using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Files;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>People take along what is kept of them: as a file that Teams puts into their OneDrive.</summary>
public sealed class FileConsentTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private readonly string _conversation = $"c-{Guid.NewGuid():N}";
    private readonly string _user = $"29:{Guid.NewGuid():N}";
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;
    private FilePuts _puts = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());
        _puts = new(_connector);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    [Theory]
    [InlineData("Give me my data", "All that is kept about you", "This is all that is kept about you.")]
    [InlineData("导出我的数据", "这里保存的关于您的全部内容", "这是保存的关于您的全部内容。")]
    public async Task Data_AcceptedTwice_IsUploadedOnceAndTheCardGivesWayToTheFile(string question, string description, string said)
    {
        await SayAsync("my planted word is walnut");
        var offered = await SayAsync(question);
        var card = Assert.Single(offered.Activity.GetProperty("attachments").EnumerateArray());
        Assert.Equal("application/vnd.microsoft.teams.card.file.consent", card.GetProperty("contentType").GetString());
        Assert.Equal("my-data.zip", card.GetProperty("name").GetString());
        var content = card.GetProperty("content");
        Assert.StartsWith(description, content.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.True(content.GetProperty("sizeInBytes").GetInt64() > 500);
        Assert.Equal(["offer"], content.GetProperty("acceptContext").EnumerateObject().Select(each => each.Name));
        Assert.DoesNotContain(_user, content.GetRawText(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await ConsentAsync(offered, "accept"));
        var replaced = await _connector.NextAsync();
        Assert.Equal(HttpStatusCode.OK, await ConsentAsync(offered, "accept"));

        Assert.Equal((true, offered.Id, said), (replaced.Replaces, replaced.Id, replaced.Text));
        var file = Assert.Single(replaced.Activity.GetProperty("attachments").EnumerateArray());
        Assert.Equal(("application/vnd.microsoft.teams.card.file.info", "https://contoso.example/my-data.zip"), (file.GetProperty("contentType").GetString(), file.GetProperty("contentUrl").GetString()));
        Assert.Equal(("u-1", "zip"), (file.GetProperty("content").GetProperty("uniqueId").GetString(), file.GetProperty("content").GetProperty("fileType").GetString()));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));
        var put = Assert.Single(_puts.All);
        Assert.Equal(($"bytes 0-{put.Bytes.Length - 1}/{put.Bytes.Length}", ""), (put.Range, put.Authorization));
        using var zip = new ZipArchive(new MemoryStream(put.Bytes));
        Assert.NotNull(zip.GetEntry("index.html"));
        using var items = new StreamReader(zip.GetEntry("items.jsonl")!.Open());
        Assert.Contains("walnut", await items.ReadToEndAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_AcceptedByManyRequestsAtOnce_IsUploadedOnce()
    {
        var offered = await SayAsync("Give me my data");

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ConsentAsync(offered, "accept"))), status => Assert.Equal(HttpStatusCode.OK, status));

        Assert.StartsWith("This is all", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));
        Assert.Single(_puts.All);
    }

    [Fact]
    public async Task Data_OfferedBeforeAnErasure_IsGoneWithIt()
    {
        var offered = await SayAsync("Give me my data");
        await fixture.Server.Services.GetRequiredService<IPersonEraser>().EraseAsync(new(ConversationKey.DefaultTenant, _user), "a test", Cancelled);

        Assert.Equal(HttpStatusCode.OK, await ConsentAsync(offered, "accept"));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));
        Assert.Empty(_puts.All);
    }

    [Fact]
    public async Task Data_Declined_IsNotMadeAndTheOfferIsGone()
    {
        var offered = await SayAsync("Give me my data");

        Assert.Equal(HttpStatusCode.OK, await ConsentAsync(offered, "decline"));
        var replaced = await _connector.NextAsync();
        Assert.Equal((true, offered.Id, "All right, nothing was sent."), (replaced.Replaces, replaced.Id, replaced.Text));
        Assert.False(replaced.Activity.TryGetProperty("attachments", out _));
        Assert.Equal(HttpStatusCode.OK, await ConsentAsync(offered, "accept"));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));
        Assert.Empty(_puts.All);
    }

    [Fact]
    public async Task Data_OfferedAgain_IsTakenFromTheNewestCardOnly()
    {
        var first = await SayAsync("Give me my data");
        var second = await SayAsync("Give me my data");

        await ConsentAsync(first, "accept");
        Assert.StartsWith("This file is no longer on offer", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        await ConsentAsync(second, "accept");
        Assert.StartsWith("This is all", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        Assert.Single(_puts.All);
    }

    [Fact]
    public async Task Data_AcceptedBySomebodyElse_IsNotTheirs()
    {
        var offered = await SayAsync("Give me my data");

        Assert.Equal(HttpStatusCode.OK, await PressAsync(Accept(offered).With("from", new JsonObject { ["id"] = "29:somebody-else" })));
        await _connector.StaysSilentAsync(TimeSpan.FromMilliseconds(500));
        Assert.Empty(_puts.All);
        await ConsentAsync(offered, "accept");
        Assert.StartsWith("This is all", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_AfterItsTime_IsNoLongerOnOffer()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--BotFramework:FileOfferLasts", "00:00:00.001");
        using var http = server.CreateClient();
        using var asked = await http.PostActivityAsync(Message("Give me my data"));
        var offered = await _connector.NextAsync();

        using var response = await http.PostActivityAsync(Accept(offered));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("This file is no longer on offer", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        Assert.Empty(_puts.All);
    }

    [Fact]
    public async Task Data_IsOfferedAlsoWhereNobodyIsRemembered()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--LongTermMemory:Enabled", "false");
        using var http = server.CreateClient();
        using var asked = await http.PostActivityAsync(Message("Give me my data"));

        Assert.Equal("my-data.zip", Assert.Single((await _connector.NextAsync()).Activity.GetProperty("attachments").EnumerateArray()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData(1, 503, "This is all", 2)]
    [InlineData(1, 429, "This is all", 2)]
    [InlineData(2, 503, "The file could not be stored", 2)]
    [InlineData(1, 404, "The file could not be stored", 1)]
    [InlineData(1, 302, "The file could not be stored", 1)]
    public async Task Upload_ThatFails_IsTriedOnceMoreWhereThatMayHelp(int failures, int with, string said, int tries)
    {
        (_puts.Failures, _puts.FailWith) = (failures, with);
        var offered = await SayAsync("Give me my data");

        await ConsentAsync(offered, "accept");

        Assert.StartsWith(said, (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(tries, _puts.All.Count);
    }

    [Fact]
    public async Task Piece_ThatArrivedThoughItsAnswerDidNot_IsNotSaidToBeMissing()
    {
        (_puts.Failures, _puts.FailWith, _puts.KeepsWhatFails) = (1, 502, true);
        var offered = await SayAsync("Give me my data");

        await ConsentAsync(offered, "accept");

        Assert.StartsWith("This is all", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(2, _puts.All.Count);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://127.0.0.1:9/upload")]
    [InlineData("https://127.0.0.1/upload")]
    [InlineData("https://example.com/upload")]
    [InlineData("https://10.0.0.1/upload")]
    [InlineData("https://user@contoso.sharepoint.com/upload")]
    [InlineData("ftp://contoso.sharepoint.com/upload")]
    [InlineData("file:///etc/passwd")]
    [InlineData("upload")]
    public async Task UploadAddressThatIsNotAllowed_IsRefusedAndTheOfferStands(string address)
    {
        var offered = await SayAsync("Give me my data");

        Assert.Equal(HttpStatusCode.BadRequest, await ConsentAsync(offered, "accept", uploadUrl: address));
        Assert.Empty(_puts.All);
        await ConsentAsync(offered, "accept");
        Assert.StartsWith("This is all", (await _connector.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"fileUpload\",\"action\":\"accept\"}")]
    [InlineData("{\"type\":\"fileUpload\",\"action\":\"accept\",\"context\":{\"offer\":\"x\"}}")]
    [InlineData("{\"type\":\"fileUpload\",\"action\":\"accept\",\"context\":{\"offer\":\"x\"},\"uploadInfo\":{\"uploadUrl\":7}}")]
    [InlineData("{\"type\":\"fileUpload\",\"action\":\"maybe\",\"context\":{\"offer\":\"x\"}}")]
    [InlineData("{\"type\":\"fileUpload\",\"action\":\"decline\",\"context\":{\"offer\":{}}}")]
    [InlineData("{\"type\":\"other\",\"action\":\"decline\",\"context\":{\"offer\":\"x\"}}")]
    public async Task ConsentThatIsWrong_IsRefusedWithAReason(string value)
    {
        using var response = await _http.PostActivityAsync(Message("").With("type", "invoke").With("name", "fileConsent/invoke").With("value", JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("BadArgument", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emulator", null)]
    [InlineData("msteams", "groupChat")]
    public async Task Elsewhere_TheAnswerIsWordsAlone(string channel, string? type)
    {
        using var response = await _http.PostActivityAsync(Message("<at>Assistant</at> Give me my data").With("channelId", channel)
            .With("conversation", new JsonObject { ["id"] = _conversation, ["conversationType"] = type }));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        Assert.False((await _connector.NextAsync()).Activity.TryGetProperty("attachments", out _));
    }

    [Fact]
    public async Task LargeFile_GoesInPiecesThatFollowOnEachOther()
    {
        var bytes = new byte[(2 * FileUploader.PieceBytes) + 12_345];
        new Random(1).NextBytes(bytes);
        using var content = new MemoryStream(bytes);

        await fixture.Server.Services.GetRequiredService<FileUploader>().UploadAsync(new(_connector.Address), new($"{_connector.Address}/files/upload"), content, Cancelled);

        var (piece, all) = (FileUploader.PieceBytes, bytes.Length);
        Assert.Equal([$"bytes 0-{piece - 1}/{all}", $"bytes {piece}-{(2 * piece) - 1}/{all}", $"bytes {2 * piece}-{all - 1}/{all}"], _puts.All.Select(put => put.Range));
        Assert.Equal(bytes, _puts.All.SelectMany(put => put.Bytes));
    }

    private JsonObject Message(string text) => FileInvoke.Message(_connector.Address, _conversation, _user, text);

    private JsonObject Accept(Sent offered, string? uploadUrl = null) => FileInvoke.Of(_connector.Address, _conversation, _user, offered, "accept", uploadUrl);

    private async Task<Sent> SayAsync(string text)
    {
        using var response = await _http.PostActivityAsync(Message(text));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await _connector.NextAsync();
    }

    private Task<HttpStatusCode> ConsentAsync(Sent offered, string action, string? uploadUrl = null) => PressAsync(FileInvoke.Of(_connector.Address, _conversation, _user, offered, action, uploadUrl));

    private async Task<HttpStatusCode> PressAsync(JsonObject invoke)
    {
        using var response = await _http.PostActivityAsync(invoke);
        return response.StatusCode;
    }
}
