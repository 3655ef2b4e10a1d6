using System.Net;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Assistant.Conversations;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>Where our replies, and with them our token, go: nowhere but to an allowed connector, and again only when they certainly did not arrive.</summary>
public sealed class ConnectorClientTests
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private const string OtherBot = "44444444-2222-3333-4444-555555555555";
    private const string Connector = "http://smba.example.com";

    private readonly RecordingNetwork _network = new();
    private readonly FixedTokens _tokens = new();
    private readonly BotFrameworkOptions _options = new() { AppId = App, AppPassword = "s" };
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };

    public ConnectorClientTests()
    {
        _options.AllowedServiceUrls.Add(Connector);
        _network.Names["smba.example.com"] = () => [IPAddress.Parse("93.184.215.14")];
    }

    public static TheoryData<string> Unreachable =>
    [
        "http://169.254.169.254/", "http://169.254.170.2/", "http://168.63.129.16/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://0.0.0.0/", "http://0/", "http://255.255.255.255/",
        "http://127.0.0.1/", "http://127.0.0.1:3978/", "http://127.1/", "http://localhost/", "http://localhost:3978/", "http://LOCALHOST/", "http://localhost./", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://0xA9FEA9FE/", "http://2852039166/",
        "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[::127.0.0.1]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::10.0.0.1]/", "http://[2002:0a00:0001::]/",
        "http://user@smba.example.com/", "http://smba.example.com@10.0.0.1/", "http://smba.example.com:80@127.0.0.1/", "http://smba.example.com%2f@127.0.0.1/", "http://smba.example.com.evil.example/", "http://evilsmba.example.com/",
        "http://sub.smba.example.com/", "http://smba.example.com:8080/", "https://smba.example.com/", "http://smba.example.com./", "http://smba\u3002example.com.evil.example/", "http://8.8.8.8/", "https://example.com/", "https://smba.trafficmanager.net.evil.example/",
        "ftp://smba.example.com/", "file:///etc/passwd", "gopher://127.0.0.1/", "ws://smba.example.com/", "data:text/plain,x", "unix:/var/run/docker.sock", "jar:http://smba.example.com!/",
    ];

    [Theory]
    [MemberData(nameof(Unreachable))]
    public async Task ServiceUrl_NotAllowed_GetsNoTokenAndNoConnection(string serviceUrl)
    {
        var result = await SendAsync(serviceUrl);

        Assert.Equal(SendOutcome.Refused, result.Outcome);
        Assert.Empty(_tokens.Given);
        Assert.Empty(_network.Resolved);
        Assert.Empty(_network.Dialled);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("fd00::1")]
    [InlineData("0.0.0.0")]
    public async Task AllowedName_ThatLeadsInside_IsNotDialled(string inner)
    {
        _network.Names["smba.example.com"] = () => [IPAddress.Parse(inner)];

        await SendAsync(Connector);

        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task AllowedName_InAnAllowedNetwork_IsDialled()
    {
        _options.AllowedPrivateNetworks.Add("10.20.0.0/16");
        _network.Names["smba.example.com"] = () => [IPAddress.Parse("10.21.0.1"), IPAddress.Parse("10.20.0.1")];

        Assert.Equal(SendOutcome.Sent, (await SendAsync(Connector)).Outcome);
        Assert.Equal(["10.20.0.1:80"], _network.Dialled.Select(each => each.ToString()));
    }

    [Fact]
    public async Task Reply_CarriesTheTokenOfItsApp()
    {
        Assert.Equal(SendOutcome.Sent, (await SendAsync($"{Connector}/emea/")).Outcome);

        Assert.Equal([App], _tokens.Given);
        Assert.StartsWith("POST /emea/v3/conversations/c-1/activities/a-1 HTTP/1.1\r\n", _network.Requests[0], StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer token-of-the-app\r\n", _network.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplyToAnotherBot_CarriesATokenForThatBot()
    {
        await SendAsync(Connector, botId: OtherBot);

        Assert.Equal([OtherBot], _tokens.GivenFor);
    }

    [Fact]
    public async Task AppThatIsGone_SendsNothing()
    {
        var result = await SendAsync(Connector, "99999999-2222-3333-4444-555555555555");
        var older = await SendAsync(Connector, null);

        Assert.Equal((SendOutcome.Refused, SendOutcome.Refused), (result.Outcome, older.Outcome));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task NoToken_MeansNothingWasSent()
    {
        _tokens.Token = null;

        var result = await SendAsync(Connector);

        Assert.Equal((SendOutcome.NotSent, "no token: invalid_client"), (result.Outcome, result.Reason));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task TokenThatTheConnectorRefuses_IsDiscardedAndTheReplySentAgain()
    {
        Answers("401 Unauthorized", "201 Created");

        Assert.Equal(SendOutcome.Sent, (await SendAsync(Connector)).Outcome);
        Assert.Equal(["token-of-the-app"], _tokens.Discarded);
        Assert.Equal(2, _tokens.Given.Count);
    }

    [Fact]
    public async Task IssuerThatHangs_MeansNothingWasSent()
    {
        _tokens.Hangs = true;
        var begun = 0;

        var result = await SendAsync(Connector, part: new(0, false) { Begin = _ => Task.FromResult(begun++) });

        Assert.Equal((SendOutcome.NotSent, "no token: timeout", 0), (result.Outcome, result.Reason, begun));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task ConversationThatSomebodyElseWritesTo_IsTriedAgain()
    {
        Answers("412 Precondition Failed", "412 Precondition Failed", "201 Created");
        var started = _time.GetUtcNow();

        Assert.Equal(SendOutcome.Sent, (await SendAsync(Connector)).Outcome);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("502 Bad Gateway")]
    [InlineData("504 Gateway Timeout")]
    [InlineData("408 Request Timeout")]
    public async Task ReplyThatMayHaveArrived_IsNotSentAgain(string answer)
    {
        Answers(answer, "201 Created");

        Assert.Equal(SendOutcome.Unknown, (await SendAsync(Connector)).Outcome);
        Assert.Single(_network.Dialled);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("401 Unauthorized", false)]
    [InlineData("403 Forbidden")]
    [InlineData("404 Not Found")]
    [InlineData("302 Found\r\nLocation: http://169.254.169.254/")]
    public async Task ReplyThatIsRefused_IsNotSentAgain(string answer, bool hasToken = true)
    {
        _tokens.NeedsNone = !hasToken;
        Answers(answer, "201 Created");

        Assert.Equal(SendOutcome.Refused, (await SendAsync(Connector)).Outcome);
        Assert.Single(_network.Dialled);
    }

    [Fact]
    public async Task TooMany_WaitsAsLongAsTheConnectorSays()
    {
        Answers("429 Too Many Requests\r\nRetry-After: 7", "201 Created");
        var started = _time.GetUtcNow();

        Assert.Equal(SendOutcome.Sent, (await SendAsync(Connector)).Outcome);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(14));
    }

    [Fact]
    public async Task TooMany_ForLongerThanAnyoneWaits_IsLeftToTheOutbox()
    {
        Answers("429 Too Many Requests\r\nRetry-After: 600", "201 Created");

        var result = await SendAsync(Connector);

        Assert.Equal((SendOutcome.NotSent, TimeSpan.FromSeconds(600)), (result.Outcome, result.RetryAfter));
        Assert.Single(_network.Dialled);
    }

    [Theory]
    [InlineData("429 Too Many Requests|401 Unauthorized|201 Created", "begin,not sent,begin,not sent,begin")]
    [InlineData("412 Precondition Failed|201 Created", "begin,not sent,begin")]
    [InlineData("502 Bad Gateway", "begin")]
    [InlineData("403 Forbidden", "begin")]
    public async Task PartOfAReply_IsNotedBeforeEachRequestAndWhenItShowedNothing(string answers, string expected)
    {
        Answers(answers.Split('|'));
        var notes = new List<string>();

        await SendAsync(Connector, part: new(0, false)
        {
            Begin = _ => { notes.Add("begin"); return Task.CompletedTask; },
            NotSent = () => { notes.Add("not sent"); return Task.CompletedTask; },
        });

        Assert.Equal(expected, string.Join(',', notes));
    }

    [Fact]
    public async Task PartOfAReply_WithoutAConnection_IsNotedAsNotSent()
    {
        _network.Names.Clear();
        var (begun, undone) = (0, 0);

        await SendAsync(Connector, part: new(0, false) { Begin = _ => Task.FromResult(begun++), NotSent = () => Task.FromResult(undone++) });

        Assert.Equal((4, 4), (begun, undone));
    }

    [Fact]
    public async Task TooMany_WithoutATime_WaitsASecondThenTwo()
    {
        Answers("429 Too Many Requests", "429 Too Many Requests", "201 Created");
        var started = _time.GetUtcNow();

        Assert.Equal(SendOutcome.Sent, (await SendAsync(Connector)).Outcome);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task TooMany_UntilADate_WaitsByOurClock()
    {
        _time.SetUtcNow(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Answers("429 Too Many Requests\r\nRetry-After: Tue, 01 Jan 2030 00:00:09 GMT", "201 Created");
        var started = _time.GetUtcNow();

        Assert.Equal(SendOutcome.Sent, (await SendAsync(Connector)).Outcome);
        Assert.InRange(_time.GetUtcNow() - started, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(16));
    }

    [Fact]
    public async Task TooMany_AgainAndAgain_IsTriedFourTimes()
    {
        _network.Respond = _ => "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

        var result = await SendAsync(Connector);

        Assert.Equal((SendOutcome.NotSent, "HTTP 429", 4), (result.Outcome, result.Reason, _network.Dialled.Count));
    }

    [Fact]
    public async Task ReplyThatIsCutOff_IsNotSentAgain()
    {
        _network.Respond = _ => "HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{\"id"u8.ToArray();

        Assert.Equal(SendOutcome.Unknown, (await SendAsync(Connector)).Outcome);
        Assert.Single(_network.Dialled);
    }

    [Fact]
    public async Task ConnectorThatIsAway_IsTriedAgain()
    {
        _network.Names.Clear();

        Assert.Equal(SendOutcome.NotSent, (await SendAsync(Connector)).Outcome);
        Assert.Equal(4, _network.Resolved.Count);
    }

    /// <summary>One answer a connection.</summary>
    private void Answers(params string[] answers)
    {
        var rest = new Queue<string>(answers);
        _network.Respond = _ => System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {rest.Dequeue()}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private async Task<SendResult> SendAsync(string serviceUrl, string? app = App, PartSend? part = null, string? botId = null)
    {
        var options = Options.Create(_options);
        var apps = new AppRegistrations(options);
        var urls = new ServiceUrls(apps, options);
        using var http = new ConnectorHttp(new CheckedConnections(_network), new FetchRules(options, apps, urls), urls, _tokens, options, _time);
        var client = new ConnectorClient(http);
        var to = new ReplyAddress(new Uri(serviceUrl), "webchat", "c-1", null, false, "a-1", new("bot"), new("user"), null, false, app, BotId: botId);
        var sending = client.SendAsync(to, OutgoingActivities.Typing(to), TestContext.Current.CancellationToken, part);
        while (!sending.IsCompleted)
        {
            // Lets what waits go on: the pauses between tries are by this clock.
            await Task.Delay(2, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }
        return await sending;
    }
}
