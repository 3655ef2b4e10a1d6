using System.Net;
using System.Text;
using System.Text.Json;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Channels.BotFramework;

public sealed class AttachmentFetcherTests
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private readonly RecordingNetwork _network = new();
    private readonly BotFrameworkOptions _options = new();
    private readonly FixedTokens _tokens = new();
    private string? _appId;
    private string _serviceUrl = "http://127.0.0.1:3978/connector";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Unreachable => [.. Addresses()];

    /// <summary>None of these is the sender's own host and port, and none is on an allow-list.</summary>
    private static IEnumerable<string> Addresses() =>
    [
        "http://169.254.169.254/latest/meta-data", "http://169.254.170.2/v2/credentials", "http://168.63.129.16/machine", "http://100.100.100.200/latest",
        "http://10.0.0.1/", "http://10.255.255.255:8080/", "http://172.16.0.1/", "http://172.31.255.254/", "http://192.168.1.1/admin", "http://100.64.0.1/", "http://198.18.0.1/",
        "http://0.0.0.0/", "http://0.0.0.0:3978/", "http://0/", "http://255.255.255.255/", "http://224.0.0.1/", "http://240.0.0.1/", "http://192.0.2.1/", "http://203.0.113.9/",
        "http://127.0.0.1/", "http://127.0.0.1:3979/", "http://127.0.0.1:22/", "https://127.0.0.1:3978/", "http://127.0.0.2:3978/", "http://127.1:3979/", "http://localhost/", "http://localhost:3979/",
        "http://localhost.:3978/", "http://LOCALHOST:5432/", "http://2130706433/", "http://0x7f000001:6379/", "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/", "http://0xA9FEA9FE/", "http://2852039166/",
        "http://[::1]/", "http://[::1]:3978/", "http://[::]:3978/", "http://[::ffff:127.0.0.1]:3978/", "http://[::ffff:10.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[::127.0.0.1]:3978/",
        "http://[fe80::1]/", "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[64:ff9b::10.0.0.1]/", "http://[2002:0a00:0001::]/", "http://[2001:0:1::1]/",
        "http://user@127.0.0.1:3978/", "http://user:pass@127.0.0.1:3978/x", "http://127.0.0.1:3978@10.0.0.1/", "http://127.0.0.1:3978#@10.0.0.1:80/".Replace("#", "%23", StringComparison.Ordinal),
        "http://8.8.8.8/", "https://1.1.1.1/", "https://example.com/file.pdf", "http://internal.corp/", "http://127.0.0.1.example.com:3978/", "https://[2606:4700::1111]/",
    ];

    [Theory]
    [MemberData(nameof(Unreachable))]
    public async Task Address_NotTheSendersOwn_IsRefusedAndNothingDialled(string address)
    {
        Name("localhost.", "127.0.0.1");
        var problem = await RefusedAsync(address);

        Assert.Equal(AttachmentProblem.AddressRefused, problem);
        Assert.Empty(_network.Dialled);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.10")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("0.0.0.0")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("::7f00:1")]
    public async Task AllowedName_ThatResolvesToAnInnerAddress_IsNotDialled(string inner)
    {
        _options.AllowedAttachmentHosts.Add("https://files.example.com");
        Name("files.example.com", inner);

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("https://files.example.com/a.pdf"));
        Assert.Equal(["files.example.com"], _network.Resolved);
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task AllowedName_WhoseAnswerChanges_IsLookedAtWhenItIsDialled()
    {
        _options.AllowedAttachmentHosts.Add("http://files.example.com");
        var answers = new Queue<string>(["93.184.215.14", "10.0.0.1"]);
        _network.Names["files.example.com"] = () => [IPAddress.Parse(answers.Dequeue())];
        _network.Respond = _ => "HTTP/1.1 302 Found\r\nLocation: http://files.example.com/again\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("http://files.example.com/a.pdf"));
        Assert.Equal(["93.184.215.14:80"], _network.Dialled.Select(each => each.ToString()));
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://127.0.0.1:22/")]
    [InlineData("http://[::1]:3978/")]
    [InlineData("https://example.com/")]
    [InlineData("//169.254.169.254/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:3978/")]
    [InlineData("http://user@127.0.0.1:3978/")]
    public async Task Redirect_ElsewhereThanAllowed_IsNotFollowed(string location)
    {
        _network.Respond = _ => Encoding.ASCII.GetBytes($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("http://127.0.0.1:3978/files/a.png"));
        Assert.Equal(["127.0.0.1:3978"], _network.Dialled.Select(each => each.ToString()));
    }

    [Fact]
    public async Task Redirect_WithoutEnd_IsGivenUp()
    {
        _network.Respond = _ => "HTTP/1.1 302 Found\r\nLocation: /files/next.png\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

        Assert.Equal(AttachmentProblem.DownloadFailed, await RefusedAsync("http://127.0.0.1:3978/files/a.png"));
        Assert.Equal(6, _network.Dialled.Count);
    }

    [Fact]
    public async Task SendersOwnHostAndPort_IsFetched()
    {
        Assert.Equal("ok", await FetchAsync("http://127.0.0.1:3978/files/a.png"));
        Assert.Equal(["127.0.0.1:3978"], _network.Dialled.Select(each => each.ToString()));
    }

    [Fact]
    public async Task SendersOwnHost_WithAnAppId_IsRefused()
    {
        (_options.AppId, _appId) = (App, App);

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("http://127.0.0.1:3978/files/a.png"));
        Assert.Empty(_network.Dialled);
        Assert.Empty(_tokens.Given);
    }

    [Theory]
    [MemberData(nameof(Unreachable))]
    public async Task Address_WithAnAppId_IsRefusedAndNoTokenAsked(string address)
    {
        (_options.AppId, _appId, _serviceUrl) = (App, App, "https://smba.trafficmanager.net/emea/");
        Name("localhost.", "127.0.0.1");

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync(address));
        Assert.Empty(_network.Dialled);
        Assert.Empty(_tokens.Given);
    }

    [Fact]
    public async Task ConnectorsPicture_IsFetchedWithOurToken_AndARedirectElsewhereWithout()
    {
        (_options.AppId, _appId, _serviceUrl) = (App, App, "http://smba.example.com/emea/");
        _options.AllowedServiceUrls.Add("http://smba.example.com");
        _options.AllowedAttachmentHosts.Add("http://files.example.com");
        Name("smba.example.com", "93.184.215.14");
        Name("files.example.com", "93.184.215.15");
        _network.Respond = address => address.Address.ToString() == "93.184.215.14"
            ? "HTTP/1.1 302 Found\r\nLocation: http://files.example.com/b\r\nContent-Length: 0\r\n\r\n"u8.ToArray()
            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

        Assert.Equal("ok", await FetchAsync("http://smba.example.com/v3/attachments/1"));

        Assert.Equal(2, _network.Requests.Count);
        Assert.Contains("Authorization: Bearer token-of-the-app", _network.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", _network.Requests[1], StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(1, "ok")]
    [InlineData(2, null)]
    public async Task ConnectorsPicture_RefusedForItsToken_IsFetchedOnceMoreWithAnother(int refusals, string? expected)
    {
        (_options.AppId, _appId, _serviceUrl) = (App, App, "http://smba.example.com/emea/");
        _options.AllowedServiceUrls.Add("http://smba.example.com");
        Name("smba.example.com", "93.184.215.14");
        _network.Respond = _ => refusals-- > 0
            ? "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray()
            : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

        const string picture = "http://smba.example.com/v3/attachments/1";
        if (expected is null)
            Assert.Equal(AttachmentProblem.DownloadFailed, await RefusedAsync(picture));
        else
            Assert.Equal(expected, await FetchAsync(picture));

        Assert.Equal(["token-of-the-app"], _tokens.Discarded);
        Assert.Equal(2, _network.Requests.Count);
    }

    [Fact]
    public async Task PictureElsewhere_WhereRepliesMayBeSentToo_IsFetchedWithoutOurToken()
    {
        (_options.AppId, _appId, _serviceUrl) = (App, App, "http://smba.example.com/emea/");
        _options.AllowedServiceUrls.Add("http://smba.example.com");
        _options.AllowedServiceUrls.Add("http://bot.example.com");
        Name("bot.example.com", "93.184.215.15");

        Assert.Equal("ok", await FetchAsync("http://bot.example.com/v3/attachments/1"));

        Assert.DoesNotContain("Authorization", Assert.Single(_network.Requests), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(_tokens.Given);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::1")]
    public async Task ConnectorsName_ThatLeadsInside_IsNotDialled(string inner)
    {
        (_options.AppId, _appId) = (App, App);
        Name("smba.trafficmanager.net", inner);

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("https://smba.trafficmanager.net/v3/attachments/1"));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task AppThatIsGone_FetchesNothing()
    {
        (_options.AppId, _appId) = (App, "99999999-2222-3333-4444-555555555555");
        Name("smba.trafficmanager.net", "93.184.215.14");
        Name("contoso.sharepoint.com", "93.184.215.14");

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("https://smba.trafficmanager.net/v3/attachments/1"));
        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("https://contoso.sharepoint.com/a.pdf"));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task TeamsFile_IsFetchedFromSharePointWithoutAToken()
    {
        (_options.AppId, _appId) = (App, App);
        Name("contoso.sharepoint.com", "93.184.215.14");
        _network.Respond = _ => "not TLS"u8.ToArray();

        Assert.Equal(AttachmentProblem.DownloadFailed, await RefusedAsync("https://contoso.sharepoint.com/a.pdf"));
        Assert.Equal(["93.184.215.14:443"], _network.Dialled.Select(each => each.ToString()));
        Assert.Empty(_tokens.Given);
    }

    [Fact]
    public async Task SendersName_ThatLeadsOffThisMachine_IsNotDialled()
    {
        _serviceUrl = "http://localhost:3978/";
        Name("localhost", "10.0.0.1");

        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("http://localhost:3978/a.png"));
        Assert.Empty(_network.Dialled);
    }

    [Fact]
    public async Task AllowedHost_AtAPublicAddress_IsFetched()
    {
        _options.AllowedAttachmentHosts.Add("http://*.example.com");
        Name("files.example.com", "10.0.0.1", "93.184.215.14");

        Assert.Equal("ok", await FetchAsync("http://files.example.com/a.pdf"));
        Assert.Equal(["93.184.215.14:80"], _network.Dialled.Select(each => each.ToString()));
        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("http://example.com/a.pdf"));
    }

    [Fact]
    public async Task AllowedHost_InAnAllowedNetwork_IsFetched()
    {
        _options.AllowedAttachmentHosts.Add("http://share.intranet:8080");
        _options.AllowedPrivateNetworks.Add("10.20.0.0/16");
        Name("share.intranet", "10.20.3.4");

        Assert.Equal("ok", await FetchAsync("http://share.intranet:8080/a.pdf"));
        Name("share.intranet", "10.21.3.4");
        Assert.Equal(AttachmentProblem.AddressRefused, await RefusedAsync("http://share.intranet:8080/b.pdf"));
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", AttachmentProblem.DownloadFailed)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", AttachmentProblem.TooLarge)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n0123456789012345678901234567890123456789", AttachmentProblem.TooLarge)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\ncut off", AttachmentProblem.DownloadFailed)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", AttachmentProblem.DownloadFailed)]
    public async Task Response_ThatCannotBeUsed_IsNamed(string response, AttachmentProblem expected)
    {
        _network.Respond = _ => Encoding.ASCII.GetBytes(response);

        Assert.Equal(expected, await RefusedAsync("http://127.0.0.1:3978/files/a.png", maxBytes: 32));
    }

    [Fact]
    public async Task MessageOfAnotherSurface_IsNotServed()
    {
        using var fetcher = Fetcher();
        var message = Message() with { ReplyAddress = null };

        Assert.Null(await fetcher.FetchAsync(message, Attachment("http://127.0.0.1:3978/a.png"), 100, Cancelled));
    }

    private void Name(string host, params string[] addresses) => _network.Names[host] = () => [.. addresses.Select(IPAddress.Parse)];

    private async Task<AttachmentProblem> RefusedAsync(string address, long maxBytes = 1_000) =>
        (await Assert.ThrowsAsync<MediaException>(() => FetchAsync(address, maxBytes))).Problem;

    private async Task<string> FetchAsync(string address, long maxBytes = 1_000)
    {
        using var fetcher = Fetcher();
        await using var stream = await fetcher.FetchAsync(Message(), Attachment(address), maxBytes, Cancelled);
        using var reader = new StreamReader(stream!);
        return await reader.ReadToEndAsync(Cancelled);
    }

    private AttachmentFetcher Fetcher()
    {
        var options = Options.Create(_options);
        var apps = new AppRegistrations(options);
        return new(new CheckedConnections(_network), new FetchRules(options, apps, new ServiceUrls(apps, options)), _tokens, options, TimeProvider.System);
    }

    private InboundMessage Message() => new()
    {
        Conversation = new("default", "emulator", "c-1"),
        ActivityId = "a-1",
        From = new("user"),
        ReceivedAt = DateTimeOffset.UnixEpoch,
        ReplyAddress = JsonSerializer.Serialize(new ReplyAddress(new Uri(_serviceUrl), "emulator", "c-1", null, false, "a-1", new("bot"), new("user"), null, false, _appId), ConnectorJson.Default.ReplyAddress),
    };

    private static InboundAttachment Attachment(string address) => new("x-1", "a.png", "image/png", null, new Uri(address));
}
