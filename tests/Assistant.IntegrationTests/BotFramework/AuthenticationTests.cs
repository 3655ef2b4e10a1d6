using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Access;
using Assistant.IntegrationTests.Server;
using Assistant.Tests.Channels.BotFramework.Tokens;
using static Assistant.Tests.Channels.BotFramework.Tokens.TokenWorld;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>A whole server with three app registrations; the Bot Connector, Entra and the channel are the test's own, on loopback.</summary>
public sealed class AuthenticationTests : IAsyncLifetime
{
    private TokenWorld _world = null!;
    private ConnectorStub _connector = null!;
    private RunningServer _server = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private TokenCorpus Corpus => new(_world, _connector.Address, TimeProvider.System.GetUtcNow());

    public async ValueTask InitializeAsync()
    {
        (_world, _connector) = (await TokenWorld.StartAsync(), await ConnectorStub.StartAsync());
        var settings = _world.Settings();
        settings["BotFramework:AllowedServiceUrls:0"] = _connector.Address;
        (settings["Turns:DeliveryDeadline"], settings["Turns:RedeliverAfter"]) = ("00:00:02", "00:00:03");
        _server = await RunningServer.StartAsync(RunningServer.Scripted, [.. settings.SelectMany(each => new[] { $"--{each.Key}", each.Value })]);
        _http = _server.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _connector.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task ForgedTokens_GetTheSameRefusalWithoutAWord()
    {
        var reasons = new System.Collections.Concurrent.ConcurrentDictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Name == RefusedActivities.CounterName) listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => reasons.AddOrUpdate((string)tags[0].Value!, count, (_, before) => before + count));
        listener.Start();
        var wrong = new List<string>();
        // A client cannot send what is no ASCII.
        var forged = Corpus.Forged().Where(each => each.Authorization.All(header => header!.All(char.IsAscii))).ToList();

        foreach (var given in forged)
        {
            using var response = await PostAsync(given);
            if (response.StatusCode != HttpStatusCode.Forbidden || (await response.Content.ReadAsByteArrayAsync(Cancelled)).Length > 0 || response.Headers.WwwAuthenticate.Count > 0)
                wrong.Add($"{given.Name}: {(int)response.StatusCode}");
        }

        Assert.Equal("", string.Join('\n', wrong));
        Assert.Equal(0, _connector.Messages);
        // Several headers of one name may come as one.
        foreach (var expected in forged.Where(each => each.Authorization.Count <= 1).GroupBy(each => each.Refusal!.Value.ToString()))
            Assert.True(reasons[expected.Key] >= expected.Count(), $"{expected.Key}: {reasons[expected.Key]} counted, {expected.Count()} sent");
    }

    [Fact]
    public async Task GoodTokens_AreAcceptedAndAnswered()
    {
        var valid = Corpus.Valid().ToList();
        foreach (var given in valid)
        {
            using var response = await PostAsync(given);
            Assert.True(response.StatusCode == HttpStatusCode.Accepted, $"{given.Name}: {(int)response.StatusCode}");
        }
        for (var i = 0; i < valid.Count; i++)
            await _connector.NextAsync();
    }

    [Fact]
    public async Task NoApplication_IsServedWithoutAToken_EvenFromThisMachine()
    {
        using var response = await _http.PostActivityAsync(Posted.Message(_connector.Address, "hello"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task RefusedCaller_IsNotReadAtAll()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent("{ this is no JSON", System.Text.Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Replies_CarryTheTokenOfTheAppThatWasWrittenTo()
    {
        _world.Provider.Issue = form => $"token-of-{form["client_id"]}";
        var now = TimeProvider.System.GetUtcNow();
        foreach (var app in new[] { App, OwnApp })
        {
            var token = SignedToken.Make(Header(_world.First), ChannelClaims(_connector.Address, now, app), SignedToken.Rsa(_world.First));
            // The same chat and the same message, to two of our bots: both answer.
            using var response = await PostAsync($"Bearer {token}", Posted.Message(_connector.Address, "hello", "one-chat", "one-message", "webchat"));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

            Assert.Equal($"Bearer token-of-{app}", (await _connector.NextAsync()).Authorization);
        }
        Assert.Equal(2, _world.Provider.TokenRequests.Count);
    }

    [Fact]
    public async Task ReplyToAnotherBot_CarriesATokenForThatBot()
    {
        _world.Provider.Issue = form => form["scope"].Contains(OtherBot, StringComparison.Ordinal) ? "for-the-other-bot" : "for-the-connector";
        using var response = await PostAsync(Corpus.Valid().Single(each => each.Name == "a bot that may call"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        Assert.Equal("Bearer for-the-other-bot", (await _connector.NextAsync()).Authorization);
    }

    [Fact]
    public async Task AnotherBot_ThatNamesAPersonAndTheirConversation_FindsNothingOfThem()
    {
        var now = TimeProvider.System.GetUtcNow();
        var ada = $"Bearer {SignedToken.Make(Header(_world.First), ChannelClaims(_connector.Address, now, OwnApp), SignedToken.Rsa(_world.First))}";
        var other = Corpus.Valid().Single(each => each.Name == "a bot that may call");
        JsonObject Message(string text, string id)
        {
            var activity = Posted.Message(_connector.Address, text, "adas-chat", id, other.Channel);
            activity["conversation"]!["tenantId"] = other.Tenant;
            return activity;
        }

        foreach (var (authorization, text, id, said) in new[]
        {
            (ada, "my badge is 4711", "m-1", "You said: my badge is 4711"), (other.Authorization.ToString(), "recall", "m-2", "You said: recall (after: )"),
            // Nor does a message of hers count as seen because the other bot has sent one of the same id.
            (ada, "recall", "m-2", "You said: recall (after: my badge is 4711 -> You said: my badge is 4711)"),
        })
        {
            using var response = await PostAsync(authorization, Message(text, id));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            Assert.Equal(said, (await _connector.NextAsync()).Text);
        }
    }

    [Fact]
    public async Task TokenIssuerThatIsDown_HoldsTheReplyBackUntilItIsUp()
    {
        _world.Provider.Issue = _ => null;
        using var response = await PostAsync(Corpus.Valid().First());
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        while (_world.Provider.TokenRequests.IsEmpty)
            await Task.Delay(20, Cancelled);
        Assert.Equal(0, _connector.Messages);
        _world.Provider.Issue = _ => "issued-at-last";

        Assert.Equal("Bearer issued-at-last", (await _connector.NextAsync()).Authorization);
    }

    [Fact]
    public async Task MicrosoftsLibrary_JudgesAsWeDo_AndTakesOurToken()
    {
        var peer = Peers.Folder("botframework");
        Assert.SkipUnless(peer is not null, Peers.HowToGet("botframework"));
        _world.Provider.Issue = form => SignedToken.Make(Header(_world.Entra), EntraClaims(TimeProvider.System.GetUtcNow(), form["client_id"]).With(("aud", "https://api.botframework.com")), SignedToken.Rsa(_world.Entra));
        using (var response = await PostAsync(Corpus.Valid().First()))
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var ours = (await _connector.NextAsync()).Authorization;
        var cases = Corpus.Forged().Concat(Corpus.Valid()).Where(each => each.Authorization.Count == 1).ToList();
        var file = Path.Combine(_server.DataDirectory, "cases.json");
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["channelMetadata"] = _world.Provider.ChannelMetadata, ["entraMetadata"] = _world.Provider.EntraMetadata, ["appId"] = App,
            ["inbound"] = new JsonArray([.. cases.Select(each => (JsonNode)new JsonObject { ["name"] = each.Name, ["authorization"] = each.Authorization[0], ["activity"] = each.Activity() })]),
            ["outbound"] = new JsonArray(ours),
        }.ToJsonString(), Cancelled);

        var judged = JsonDocument.Parse(Assert.Single(await Peers.RunAsync(peer, "tokens.mjs", file))).RootElement;

        var sender = Assert.Single(judged.GetProperty("outbound").EnumerateArray());
        Assert.Equal((true, App), (sender.GetProperty("authenticated").GetBoolean(), sender.GetProperty("app").GetString()));
        var accepted = cases.Where(each => judged.GetProperty("inbound").GetProperty(each.Name).ValueKind == JsonValueKind.Null).ToList();
        Assert.Equal("", string.Join('\n', accepted.Where(each => each.Refusal is not null && !MicrosoftIsMilder(each)).Select(each => $"accepted there, refused here: {each.Name}")));
        Assert.Equal("", string.Join('\n', cases.Except(accepted).Where(each => each.Refusal is null && !MicrosoftIsStricter(each)).Select(each => $"refused there, accepted here: {each.Name}: {judged.GetProperty("inbound").GetProperty(each.Name)}")));
    }

    /// <summary>What we refuse besides: lengths, serviceUrls and tenants that are not allowed, headers that bring or weaken keys, keys that are not for this, tokens without an end, keys without endorsements.</summary>
    private static bool MicrosoftIsMilder(TokenCase given) =>
        given.Refusal is RefusalReason.TooLong or RefusalReason.ServiceUrlNotAllowed or RefusalReason.WrongIssuingTenant || given.Name.EndsWith(", right key", StringComparison.Ordinal)
        || given.Name is "encrypted header" or "other type" or "key too short" or "key for encryption" or "no end" or "key without endorsements" or "audience of the connector";

    /// <summary>What it refuses besides; RFC 7235 and 7519 allow the first two. And it knows one registration only.</summary>
    private static bool MicrosoftIsStricter(TokenCase given) =>
        given.Name is "scheme in small letters" or "audience in a list of one" or "serviceUrl in other case" or "a bot that may call"
        || given.Name.Contains("single-tenant app", StringComparison.Ordinal) || given.Name.Contains("government", StringComparison.Ordinal);

    private Task<HttpResponseMessage> PostAsync(TokenCase given) => PostAsync(given.Authorization, given.Activity());

    private async Task<HttpResponseMessage> PostAsync(Microsoft.Extensions.Primitives.StringValues authorization, JsonNode activity)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = JsonContent.Create(activity) };
        foreach (var header in authorization)
            request.Headers.TryAddWithoutValidation("Authorization", header);
        return await _http.SendAsync(request, Cancelled);
    }
}
