using System.Net.Http.Json;
using System.Text.Json;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>Microsoft's own Direct Line client reads us: over the socket and by polling.</summary>
public sealed class MicrosoftClientTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    [Theory]
    [InlineData("socket")]
    [InlineData("poll")]
    public async Task DirectLineJs_TalksGoesAwayAndComesBack(string transport)
    {
        var peer = Peers.Folder("directline");
        Assert.SkipUnless(peer is not null, Peers.HowToGet("directline"));
        using var site = new DirectLineClient(fixture.Server.CreateClient());
        using var generated = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/generate", JsonContent.Create(new { user = new { id = "dl_peer" } }));
        var token = (await DirectLineClient.ReadAsync(generated)).GetProperty("token").GetString()!;

        var lines = (await Peers.RunAsync(peer, "peer.mjs", fixture.Server.Address + DirectLineClient.Prefix, token, transport)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();

        var messages = lines.Where(line => line.TryGetProperty("activity", out _)).Select(line => line.GetProperty("activity")).Where(activity => ConversationTests.Text(activity, "type") == "message").ToArray();
        Assert.Equal(["one", "You said: one", "two", "You said: two", "three", "You said: three"], messages.Select(activity => ConversationTests.Text(activity, "text")));
        Assert.Equal(messages.Length, messages.Select(activity => ConversationTests.Text(activity, "id")).Distinct().Count());
        Assert.Equal(2, lines.Count(line => line.TryGetProperty("status", out var status) && status.GetString() == "Online"));
        Assert.DoesNotContain(lines, line => line.TryGetProperty("error", out _));
        if (transport == "socket")
            Assert.Contains(lines, line => line.TryGetProperty("activity", out var activity) && ConversationTests.Text(activity, "type") == "typing");
    }
}
