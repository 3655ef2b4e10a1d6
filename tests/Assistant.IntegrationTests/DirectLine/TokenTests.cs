using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.IntegrationTests.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.IntegrationTests.DirectLine;

public sealed class TokenTests(TokenTests.SecretServer fixture) : IClassFixture<TokenTests.SecretServer>
{
    private const string Secret = "a secret for these tests";
    private readonly RunningServer _server = fixture.Server;

    [Fact]
    public async Task Generate_WithTheSecret_GivesATokenForOneConversationOfThatUser()
    {
        using var site = new DirectLineClient(_server.CreateClient());
        using var generated = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/generate", JsonContent.Create(new { user = new { id = "dl_ann" } }), Secret);
        var grant = await DirectLineClient.ReadAsync(generated);
        Assert.Equal(1800, grant.GetProperty("expires_in").GetInt32());
        var token = grant.GetProperty("token").GetString()!;

        using var client = await DirectLineClient.StartAsync(_server.CreateClient(), token);

        Assert.Equal(grant.GetProperty("conversationId").GetString(), client.Conversation);
        await using var stream = await client.OpenStreamAsync();
        var own = await stream.UntilAsync(await SayAsAsync(client, "dl_somebody else"));
        Assert.Equal("dl_ann", own.GetProperty("from").GetProperty("id").GetString());
        using var again = await client.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/conversations", null, token);
        Assert.Equal(200, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("user1")]
    [InlineData("dl_")]
    public async Task Generate_ForAUserIdWithoutPrefix_IsRefused(string user)
    {
        using var site = new DirectLineClient(_server.CreateClient());

        using var response = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/generate", JsonContent.Create(new { user = new { id = user } }), Secret);

        Assert.Contains("dl_", (await DirectLineClient.ErrorAsync(response, 400)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_WithoutToken_Are401()
    {
        using var client = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        client.Token = "";

        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/tokens/generate"), (HttpMethod.Post, "/tokens/refresh"), (HttpMethod.Post, "/conversations"), (HttpMethod.Get, $"/conversations/{client.Conversation}"),
            (HttpMethod.Get, $"/conversations/{client.Conversation}/activities"), (HttpMethod.Post, $"/conversations/{client.Conversation}/activities"), (HttpMethod.Post, $"/conversations/{client.Conversation}/upload"),
        })
        {
            using var response = await client.SendAsync(method, DirectLineClient.Prefix + path);
            Assert.Equal("MissingToken", (await DirectLineClient.ErrorAsync(response, 401)).Code);
        }
    }

    [Fact]
    public async Task Token_OfAnotherConversation_Is403()
    {
        using var mine = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        using var other = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);

        using var response = await mine.SendAsync(HttpMethod.Get, $"{DirectLineClient.Prefix}/conversations/{other.Conversation}/activities");

        Assert.Equal("Forbidden", (await DirectLineClient.ErrorAsync(response, 403)).Code);
    }

    [Fact]
    public async Task Token_ThatWasChanged_Is403()
    {
        using var client = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        client.Token = string.Concat(client.Token.AsSpan(0, 20), client.Token[20] == 'A' ? "B" : "A", client.Token.AsSpan(21));

        using var response = await client.SendAsync(HttpMethod.Get, $"{DirectLineClient.Prefix}/conversations/{client.Conversation}/activities");

        Assert.Equal("BadToken", (await DirectLineClient.ErrorAsync(response, 403)).Code);
    }

    [Fact]
    public async Task Token_ThatExpired_Is403AndSaysSo()
    {
        using var client = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        client.Token = Past(TokenPurpose.Conversation, client.Conversation);

        using var read = await client.SendAsync(HttpMethod.Get, $"{DirectLineClient.Prefix}/conversations/{client.Conversation}/activities");
        using var refresh = await client.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/refresh");

        Assert.Equal("TokenExpired", (await DirectLineClient.ErrorAsync(read, 403)).Code);
        Assert.Equal("TokenExpired", (await DirectLineClient.ErrorAsync(refresh, 403)).Code);
    }

    [Fact]
    public async Task Refresh_GivesATokenForTheSameConversation()
    {
        using var client = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);

        using var response = await client.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/refresh");

        var grant = await DirectLineClient.ReadAsync(response);
        client.Token = grant.GetProperty("token").GetString()!;
        Assert.Equal(client.Conversation, grant.GetProperty("conversationId").GetString());
        await client.ActivitiesAsync();
    }

    [Fact]
    public async Task StreamAddress_IsGoodForAMinuteAndForItsConversationOnly()
    {
        using var client = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        using var other = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        var ticket = client.StreamUrl[(client.StreamUrl.IndexOf("t=", StringComparison.Ordinal) + 2)..];
        var stale = client.StreamUrl.Replace(ticket, Past(TokenPurpose.Stream, client.Conversation), StringComparison.Ordinal);
        var foreign = other.StreamUrl[..(other.StreamUrl.IndexOf("t=", StringComparison.Ordinal) + 2)] + ticket;

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => DirectLineStream.OpenAsync(stale));
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => DirectLineStream.OpenAsync(foreign));
        client.Token = ticket;
        using var asBearer = await client.SendAsync(HttpMethod.Get, $"{DirectLineClient.Prefix}/conversations/{client.Conversation}/activities");
        await DirectLineClient.ErrorAsync(asBearer, 403);
    }

    [Fact]
    public async Task Origin_OfAnotherPage_IsTurnedAwayUnlessTheTokenTrustsIt()
    {
        using var site = new DirectLineClient(_server.CreateClient());
        using var generated = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/generate", JsonContent.Create(new { trustedOrigins = new[] { "https://intranet.example" } }), Secret);
        var grant = await DirectLineClient.ReadAsync(generated);

        var path = $"{DirectLineClient.Prefix}/conversations/{grant.GetProperty("conversationId").GetString()}/activities";
        Assert.Equal(403, await StatusAsync("https://evil.example"));
        Assert.Equal(200, await StatusAsync("https://intranet.example"));
        Assert.Equal(200, await StatusAsync(_server.Address));

        async Task<int> StatusAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Authorization", $"Bearer {grant.GetProperty("token").GetString()}");
            request.Headers.Add("Origin", origin);
            using var response = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return (int)response.StatusCode;
        }
    }

    /// <summary>As a browser does: the preflight, which carries no token, then the request.</summary>
    [Theory]
    [InlineData("https://intranet.example", 201, "https://intranet.example")]
    [InlineData("https://evil.example", 403, null)]
    public async Task Page_ThatOnlyTheTokenNames_ReadsAnswers(string page, int expected, string? readable)
    {
        using var site = new DirectLineClient(_server.CreateClient());
        using var generated = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/generate", JsonContent.Create(new { trustedOrigins = new[] { "https://intranet.example" } }), Secret);
        var token = (await DirectLineClient.ReadAsync(generated)).GetProperty("token").GetString();
        using var question = new HttpRequestMessage(HttpMethod.Options, $"{DirectLineClient.Prefix}/conversations");
        question.Headers.Add("Origin", page);
        question.Headers.Add("Access-Control-Request-Method", "POST");
        question.Headers.Add("Access-Control-Request-Headers", "authorization,x-ms-bot-agent");

        using var preflight = await site.Http.SendAsync(question, TestContext.Current.CancellationToken);

        Assert.Equal((204, page, "authorization,x-ms-bot-agent"), ((int)preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single(), string.Join(',', preflight.Headers.GetValues("Access-Control-Allow-Headers"))));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{DirectLineClient.Prefix}/conversations");
        request.Headers.Add("Authorization", $"Bearer {token}");
        request.Headers.Add("Origin", page);
        using var response = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((expected, readable), ((int)response.StatusCode, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null));
    }

    [Fact]
    public async Task Conversation_ThatTheSiteStartsForAPage_IsForThatPage()
    {
        using var site = new DirectLineClient(_server.CreateClient());
        using var started = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/conversations", JsonContent.Create(new { user = new { id = "dl_ann" }, trustedOrigins = new[] { "https://intranet.example" } }), Secret);
        var grant = await DirectLineClient.ReadAsync(started);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{DirectLineClient.Prefix}/conversations/{grant.GetProperty("conversationId").GetString()}/activities");
        request.Headers.Add("Authorization", $"Bearer {grant.GetProperty("token").GetString()}");
        request.Headers.Add("Origin", "https://intranet.example");

        using var response = await site.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void SigningKey_IsReadableByItsOwnerOnly()
    {
        _ = _server.Services.GetRequiredService<SigningKey>().Sign("test", []);
        var file = Path.Combine(_server.DataDirectory, "keys", "directline.key");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private string Past(TokenPurpose purpose, string conversation)
    {
        var yesterday = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddDays(-1));
        return new DirectLineTokens(_server.Services.GetRequiredService<SigningKey>(), _server.Services.GetRequiredService<SiteSecret>(), _server.Services.GetRequiredService<IOptions<DirectLineOptions>>(), yesterday).Write(purpose, null, conversation);
    }

    private static async Task<Func<JsonElement, bool>> SayAsAsync(DirectLineClient client, string user)
    {
        using var response = await client.PostAsync(JsonContent.Create(new { type = "message", from = new { id = user }, text = "hello" }));
        var id = (await DirectLineClient.ReadAsync(response)).GetProperty("id").GetString();
        return activity => activity.GetProperty("id").GetString() == id;
    }

    public sealed class SecretServer : ServerFixture
    {
        protected override string[] Settings => ["--DirectLine:Secret", Secret];
    }
}
