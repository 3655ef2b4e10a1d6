using System.Net;
using System.Text;
using Assistant.Channels.BotFramework;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Files;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Assistant.Tests.Channels.BotFramework;

/// <summary>Where a person's file may go: to the hosts that people's files come from, by https, and only at addresses outside.</summary>
public sealed class FileUploaderTests
{
    private const string App = "11111111-2222-3333-4444-555555555555";
    private static readonly Uri s_serviceUrl = new("https://smba.trafficmanager.net/emea/");
    private readonly RecordingNetwork _network = new();
    private readonly FakeTimeProvider _time = new();
    private readonly BotFrameworkOptions _options = new() { AppId = App, AppPassword = "s" };

    [Theory]
    [InlineData("https://contoso-my.sharepoint.com/personal/ada/_api/upload?guid=1", true)]
    [InlineData("http://contoso-my.sharepoint.com/personal/ada", false)]
    [InlineData("https://user@contoso-my.sharepoint.com/", false)]
    [InlineData("https://contoso-my.sharepoint.com:8443/", false)]
    [InlineData("https://sharepoint.com.evil.example/", false)]
    [InlineData("https://evilsharepoint.com/", false)]
    [InlineData("https://smba.trafficmanager.net/emea/", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("http://127.0.0.1:3978/", false)]
    public void Address_IsAFileHostOfTheRegistrationOrNone(string address, bool allowed)
    {
        using var uploader = Uploader();

        Assert.Equal(allowed, uploader.MayUpload(App, s_serviceUrl, new(address)));
        Assert.False(uploader.MayUpload("99999999-2222-3333-4444-555555555555", s_serviceUrl, new(address)));
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:192.168.0.1")]
    [InlineData("fd00::1")]
    public async Task AllowedName_ThatLeadsInside_IsNotDialled(string inner)
    {
        _network.Names["contoso-my.sharepoint.com"] = () => [IPAddress.Parse(inner)];
        using var uploader = Uploader();
        using var content = new MemoryStream([1, 2, 3]);

        await Assert.ThrowsAsync<IOException>(() => uploader.UploadAsync(s_serviceUrl, new("https://contoso-my.sharepoint.com/upload"), content, TestContext.Current.CancellationToken));

        Assert.Empty(_network.Dialled);
    }

    [Theory]
    [InlineData("429 Too Many Requests\r\nRetry-After: 7", 7)]
    [InlineData("503 Service Unavailable", .5)]
    public async Task Piece_ThatOneDriveHasNoRoomFor_IsPutAgainAfterAsLongAsItAsks(string first, double seconds)
    {
        _network.Names["contoso-my.sharepoint.com"] = () => [IPAddress.Parse("93.184.215.14")];
        _network.Respond = _ => Encoding.ASCII.GetBytes($"HTTP/1.1 {(_network.Dialled.Count == 1 ? first : "201 Created")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var uploader = Uploader();
        using var content = new MemoryStream([1, 2, 3]);
        var began = _time.GetUtcNow();

        var uploading = uploader.UploadAsync(s_serviceUrl, new("http://contoso-my.sharepoint.com/upload"), content, TestContext.Current.CancellationToken);
        while (!uploading.IsCompleted)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(.25));
        }
        await uploading;

        Assert.Equal(2, _network.Dialled.Count);
        Assert.True((_time.GetUtcNow() - began).TotalSeconds >= seconds);
    }

    private FileUploader Uploader()
    {
        var options = Options.Create(_options);
        var apps = new AppRegistrations(options);
        return new(new CheckedConnections(_network), new FetchRules(options, apps, new ServiceUrls(apps, options)), options, _time);
    }
}
