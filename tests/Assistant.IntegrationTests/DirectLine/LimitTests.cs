using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>What is too much or comes at a bad time is refused with a reason, and with when to try again.</summary>
public sealed class LimitTests(ServerFixture fixture, LimitTests.SmallFilesServer small) : IClassFixture<ServerFixture>, IClassFixture<LimitTests.SmallFilesServer>
{
    [Fact]
    public async Task Message_WhenTooManyWait_Is429AndTheOthersAreAnsweredStill()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--Turns:MaxWaitingPerConversation", "2");
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();
        var first = await client.SayAsync("wait for it", "c-1");
        var second = await client.SayAsync("two", "c-2");

        using var third = await client.PostAsync("""{"type":"message","from":{"id":"user1"},"text":"three","channelData":{"clientActivityID":"c-3"}}""");

        Assert.Equal("Busy", (await DirectLineClient.ErrorAsync(third, 429)).Code);
        Assert.True(third.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        using var stop = await client.PostAsync(JsonContent.Create(new { type = "event", name = "stop", from = new { id = "user1" }, replyToId = first }));
        Assert.True(stop.IsSuccessStatusCode);
        await stream.AnswerToAsync(second);
        await stream.AnswerToAsync(await client.SayAsync("three", "c-3"));
    }

    [Fact]
    public async Task Messages_FasterThanATokenMayPost_Are429_AndOthersAreServed()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--DirectLine:MaxMessagesPerMinute", "8");
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        using var other = await DirectLineClient.StartAsync(server.CreateClient());
        await client.SayAsync("one", "c-1");
        await client.SayAsync("two", "c-2");

        using var third = await client.PostAsync("""{"type":"message","from":{"id":"user1"},"text":"three","channelData":{"clientActivityID":"c-3"}}""");

        Assert.Equal("TooManyRequests", (await DirectLineClient.ErrorAsync(third, 429)).Code);
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        await other.SayAsync("one", "c-1");
    }

    [Theory]
    [InlineData("GET", "/v3/directline/nothing")]
    [InlineData("DELETE", "/v3/directline/conversations/c/activities")]
    [InlineData("POST", "/v3/directline/conversations/c/members")]
    [InlineData("GET", "/v3/directline")]
    public async Task Route_ThatIsNone_Is404WithTheDocumentedError(string method, string path)
    {
        using var client = await DirectLineClient.StartAsync(fixture.Server.CreateClient());

        using var response = await client.SendAsync(new HttpMethod(method), path);

        Assert.Equal("NotFound", (await DirectLineClient.ErrorAsync(response, 404)).Code);
    }

    [Fact]
    public async Task Message_WhenTheStoreIsAway_Is503AndSaysWhenToTryAgain()
    {
        await using var server = await RunningServer.StartAsync(services =>
        {
            RunningServer.Scripted(services);
            var inbox = services.Single(service => service.ServiceType == typeof(IInbox));
            services.Replace(ServiceDescriptor.Singleton<IInbox>(sp => new BrokenInbox((IInbox)ActivatorUtilities.CreateInstance(sp, inbox.ImplementationType!))));
        });
        using var client = await DirectLineClient.StartAsync(server.CreateClient());

        using var response = await client.PostAsync("""{"type":"message","from":{"id":"user1"},"text":"hello"}""");

        Assert.Equal("ServiceUnavailable", (await DirectLineClient.ErrorAsync(response, 503)).Code);
        Assert.True(response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_LargerThanIsRead_NamesTheLimit(bool form)
    {
        using var client = await DirectLineClient.StartAsync(small.Server.CreateClient());
        var file = new ByteArrayContent(new byte[200_000]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using HttpContent body = form ? new MultipartFormDataContent { { file, "file", "large.png" } } : file;

        using var response = await client.UploadAsync(body);

        Assert.Contains("100,000 bytes", (await DirectLineClient.ErrorAsync(response, 413)).Message, StringComparison.Ordinal);
        Assert.Empty((await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray());
    }

    [Theory]
    [InlineData("RIFF....WAVE", 200_000, true, true)]
    [InlineData("RIFF....WAVE", 200_000, false, true)]
    [InlineData("RIFF....WAVE", 400_000, true, false)]
    [InlineData("RIFF....WAVE", 400_000, false, false)]
    [InlineData("%PDF-1.7 and", 200_000, true, false)]
    [InlineData("%PDF-1.7 and", 200_000, false, false)]
    public async Task File_ThatIsARecording_MayBeLargerThanOthers(string begins, int length, bool form, bool isTaken)
    {
        using var client = await DirectLineClient.StartAsync(small.Server.CreateClient());
        var bytes = new byte[length];
        Encoding.ASCII.GetBytes(begins).CopyTo(bytes, 0);
        using HttpContent body = form ? new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "sound.wav" } } : new ByteArrayContent(bytes);

        using var response = await client.UploadAsync(body);

        if (isTaken)
            Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        else
            Assert.Contains(begins.StartsWith('R') ? "300,000 bytes" : "100,000 bytes", (await DirectLineClient.ErrorAsync(response, 413)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_OfOneFileAsTheBody_IsAMessage()
    {
        using var client = await DirectLineClient.StartAsync(fixture.Server.CreateClient());
        using var body = new ByteArrayContent("hello"u8.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        body.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = "päper.txt" };

        using var response = await client.UploadAsync(body);

        await DirectLineClient.ReadAsync(response);
        var own = (await client.ActivitiesAsync()).GetProperty("activities")[0];
        Assert.Equal(("user1", "päper.txt"), (own.GetProperty("from").GetProperty("id").GetString(), own.GetProperty("attachments")[0].GetProperty("name").GetString()));
    }

    [Fact]
    public async Task OtherOrigins_ThatTheOperatorNamed_MayCallFromABrowser()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--DirectLine:AllowedOrigins:0", "https://intranet.example");
        using var http = server.CreateClient();

        Assert.Equal("https://intranet.example", await AllowedAsync("https://intranet.example"));
        Assert.Null(await AllowedAsync("https://attacker.example"));

        async Task<string?> AllowedAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/v1/models");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
        }
    }

    [Fact]
    public async Task Sockets_MoreThanOneMayHave_AreTurnedAway_AndOthersOpened()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--DirectLine:MaxStreamsPerUser", "1");
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        using var other = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => DirectLineStream.OpenAsync(client.StreamUrl));
        await using var theirs = await other.OpenStreamAsync();
        await stream.AnswerToAsync(await client.SayAsync("still here", "c-1"));
    }

    [Fact]
    public async Task Socket_OfAnotherPage_IsTurnedAway()
    {
        using var client = await DirectLineClient.StartAsync(fixture.Server.CreateClient());
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "https://attacker.example");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(client.StreamUrl), TestContext.Current.CancellationToken));
    }

    public sealed class SmallFilesServer : ServerFixture
    {
        protected override string[] Settings => ["--Perception:MaxBytes", "100000", "--Perception:MaxRecordingBytes", "300000"];
    }

    private sealed class BrokenInbox(IInbox inbox) : IInbox
    {
        public Task<InboxReceipt> AcceptAsync(InboundMessage message, int maxPending, CancellationToken cancellationToken) => throw new StorageUnavailableException("The disk is full.", new IOException());

        public Task<ConversationOpening> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken) => inbox.OpenAsync(conversation, cancellationToken);

        public Task<IReadOnlyList<AcceptedMessage>> PendingAsync(ConversationKey conversation, long afterSequence, CancellationToken cancellationToken) => inbox.PendingAsync(conversation, afterSequence, cancellationToken);

        public Task<RevisionOutcome> ReviseAsync(MessageRevision revision, CancellationToken cancellationToken) => inbox.ReviseAsync(revision, cancellationToken);

        public Task<IReadOnlyList<MessageRevision>> UnrememberedAsync(ConversationKey conversation, CancellationToken cancellationToken) => inbox.UnrememberedAsync(conversation, cancellationToken);

        public Task RememberedAsync(MessageRevision revision, CancellationToken cancellationToken) => inbox.RememberedAsync(revision, cancellationToken);

        public Task<bool> BeginAllowedAsync(AcceptedMessage accepted, long epoch, CancellationToken cancellationToken) => inbox.BeginAllowedAsync(accepted, epoch, cancellationToken);

        public Task<bool> IsCurrentAsync(ConversationKey conversation, long epoch, CancellationToken cancellationToken) => inbox.IsCurrentAsync(conversation, epoch, cancellationToken);

        public Task<bool> ReaddressAsync(InboundMessage message, string replyAddress, CancellationToken cancellationToken) => inbox.ReaddressAsync(message, replyAddress, cancellationToken);

        public Task<IReadOnlyList<ConversationKey>> LeftOverAsync(DateTimeOffset acceptedBefore, int limit, CancellationToken cancellationToken) => inbox.LeftOverAsync(acceptedBefore, limit, cancellationToken);
    }
}
