using Assistant.Channels.BotFramework.Access.Keys;
using Assistant.Channels.BotFramework.Fetching;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

public sealed class KeyDownloadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_AreReadWithTheirEndorsementsAndWithoutTheUnusable()
    {
        await using var world = await TokenWorld.StartAsync();
        using var download = new KeyDownload(new CheckedConnections(new SystemNetwork()));

        var keys = await download.GetAsync(new Uri(world.Provider.ChannelMetadata), Cancelled);

        Assert.Equal(["channel-1", "channel-2", "channel-bare"], keys.Keys.Order());
        Assert.Equal(["directline", "msteams", "webchat"], keys["channel-1"].Endorsements.Order());
        Assert.Empty(keys["channel-bare"].Endorsements);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/keys")]
    [InlineData("https://example.com/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task KeysElsewhere_AreNotReadAndNothingIsDialled(string elsewhere)
    {
        await using var world = await TokenWorld.StartAsync();
        world.Provider.KeysElsewhere = elsewhere;
        using var download = new KeyDownload(new CheckedConnections(new SystemNetwork()));

        await Assert.ThrowsAsync<FormatException>(() => download.GetAsync(new Uri(world.Provider.ChannelMetadata), Cancelled));
        Assert.Equal(0, world.Provider.KeyReads);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/keys\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<htm>")]
    public async Task Metadata_ThatIsNone_Fails(string response)
    {
        var network = new RecordingNetwork { Respond = _ => System.Text.Encoding.ASCII.GetBytes(response) };
        using var download = new KeyDownload(new CheckedConnections(network));

        await Assert.ThrowsAnyAsync<Exception>(() => download.GetAsync(new Uri("http://127.0.0.1:8/metadata"), Cancelled));
        Assert.Equal(["127.0.0.1:8"], network.Dialled.Select(each => each.ToString()));
    }
}
