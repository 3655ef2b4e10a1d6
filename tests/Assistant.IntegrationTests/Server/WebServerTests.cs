using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;
using Assistant.Server;
using Assistant.Server.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.IntegrationTests.Server;

public sealed class WebServerTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("/", "require-trusted-types-for 'script'; trusted-types lit-html dompurify")]
    [InlineData("/webchat/", "worker-src blob:")]
    [InlineData("/healthz", "sandbox")]
    [InlineData("/api/page/info", "sandbox")]
    [InlineData("/nothing/here", "default-src 'none'; script-src 'self'")]
    public async Task Responses_CarryASecurityPolicy(string path, string policy)
    {
        using var response = await GetAsync(path);

        var header = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains(policy, header, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", header, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", header, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("attacker.example", 421)]
    [InlineData("127.0.0.1.attacker.example", 421)]
    [InlineData("192.168.1.20", 421)]
    [InlineData("localhost", 200)]
    [InlineData("assistant.localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]", 200)]
    public async Task Host_ThatIsNotThisMachine_IsTurnedAway(string host, int status)
    {
        using var response = await GetAsync("/healthz/live", request => request.Headers.Host = host);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Origin_OfAnotherPage_GetsNoTokenHere()
    {
        using var http = fixture.Server.CreateClient();
        foreach (var path in new[] { "/v3/directline/tokens/generate", "/v3/directline/conversations", "/api/page/session" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Origin", "https://attacker.example");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(403, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task Health_SaysReadyAndWhatIsMissing()
    {
        using var http = fixture.Server.CreateClient();

        var all = await http.GetFromJsonAsync<JsonElement>("/healthz", TestContext.Current.CancellationToken);
        var ready = await http.GetFromJsonAsync<JsonElement>("/healthz/ready", TestContext.Current.CancellationToken);

        Assert.True(all.GetProperty("live").GetBoolean());
        Assert.True(all.GetProperty("ready").GetBoolean());
        Assert.True(ready.GetProperty("ready").GetBoolean());
        Assert.All(all.GetProperty("features").EnumerateArray(), feature => Assert.True(feature.GetProperty("available").GetBoolean() || feature.GetProperty("remedy").GetString() is { Length: > 0 }));
    }

    [Fact]
    public async Task Health_WhereTheDiskIsAllButFull_IsNotReady_AndTheLogWarns()
    {
        var log = new HeardLog();
        await using var server = await RunningServer.StartAsync(
            services => services.AddLogging(logging => logging.AddProvider(log)), "--Data:LeastFree", $"{long.MaxValue / 2}", "--Data:WarnFree", $"{long.MaxValue / 2}");
        using var http = server.CreateClient();

        using var response = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(503, (int)response.StatusCode);
        Assert.Equal("disk", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("problem").GetString());
        await Eventually.HoldsAsync(() => log.Lines.Any(line => line.Contains("Data:WarnFree", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Health_WhileTheModelsServerIsAway_IsDegradedAndReady()
    {
        // While it is away nobody else is given its port.
        var model = await StubModelServer.StartAsync(TestContext.Current.CancellationToken, FreePort.Take());
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--Model:Endpoint", model.Endpoint.ToString(), "--Model:Name", "stub");
        using var http = server.CreateClient();
        var port = model.Endpoint.Port.ToString(CultureInfo.InvariantCulture);
        Assert.True(await IsThereAsync(degraded: false));

        await model.DisposeAsync();

        await Eventually.HoldsAsync(async () => !await IsThereAsync(degraded: true));

        async Task<bool> IsThereAsync(bool degraded)
        {
            var health = await http.GetFromJsonAsync<JsonElement>("/healthz", TestContext.Current.CancellationToken);
            Assert.True(health.GetProperty("ready").GetBoolean());
            Assert.DoesNotContain(port, health.ToString(), StringComparison.Ordinal);
            var feature = health.GetProperty("features").EnumerateArray().Single(feature => feature.GetProperty("name").GetString() == "modelServer");
            var isThere = feature.GetProperty("available").GetBoolean();
            Assert.Equal(!isThere, health.GetProperty("degraded").GetBoolean());
            Assert.True(isThere || degraded);
            return isThere;
        }
    }

    [Fact]
    public async Task Page_IsCompressedAndAskedForAgainWithoutBeingSentAgain()
    {
        using var first = await GetAsync("/", request => request.Headers.Add("Accept-Encoding", "br"));
        Assert.SkipUnless(first.Content.Headers.ContentType?.MediaType == "text/html", "The page is not built: run ./run.sh --build.");

        Assert.Equal("br", first.Content.Headers.ContentEncoding.Single());
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        using var again = await GetAsync("/", request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        Assert.Equal(304, (int)again.StatusCode);
    }

    [Fact]
    public async Task Shutdown_SaysGoodbyeToOpenSocketsAndKeepsWhatWasAccepted()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();
        var conversation = client.Conversation;
        await client.SayAsync("slow goodbye");
        await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "message");

        var closing = stream.UntilClosedAsync();
        await server.RestartAsync();
        await closing;

        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.EndpointUnavailable, stream.Closed);
        using var again = new HttpClient { BaseAddress = new Uri(server.Address) };
        again.DefaultRequestHeaders.Authorization = new("Bearer", client.Token);
        for (var answered = false; !answered; await Task.Delay(50, TestContext.Current.CancellationToken))
            answered = (await again.GetStringAsync(new Uri($"/v3/directline/conversations/{conversation}/activities", UriKind.Relative), TestContext.Current.CancellationToken)).Contains("You said: slow goodbye", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoints_OfKestrel_AreListenedOnToo()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted, "--Kestrel:Endpoints:Main:Url", "http://127.0.0.1:0");

        Assert.Single(server.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses);
    }

    [Fact]
    public async Task Proxy_OnThisMachine_IsBelievedAboutTheAddressThatTheBrowserSees()
    {
        using var http = fixture.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "assistant.example");

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.StartsWith("wss://assistant.example/v3/directline/", (await DirectLineClient.ReadAsync(response)).GetProperty("streamUrl").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The page came by https, and the proxy in front is not believed about it: the operator is told of the proxy, and not to let the own page's origin in.</summary>
    [Fact]
    public async Task Proxy_ThatIsNotBelieved_IsNamedAsTheReason()
    {
        using var http = fixture.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        request.Headers.Add("Origin", "https://127.0.0.1:" + http.BaseAddress!.Port);

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Server:KnownProxies", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Proxies_AreAddressesAndNetworks()
    {
        var known = new ServerOptions { KnownProxies = { "10.9.9.9", "10.1.2.0/24" } };

        var forwarding = WebServer.Forwarding(known);

        Assert.True(known.IsValid());
        Assert.Contains(System.Net.IPAddress.Parse("10.9.9.9"), forwarding.KnownProxies);
        Assert.Contains(System.Net.IPNetwork.Parse("10.1.2.0/24"), forwarding.KnownIPNetworks);
        Assert.False(new ServerOptions { KnownProxies = { "proxy.example" } }.IsValid());
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var http = fixture.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change?.Invoke(request);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
