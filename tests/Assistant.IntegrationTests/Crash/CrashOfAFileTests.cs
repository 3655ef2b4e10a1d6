using Assistant.IntegrationTests.BotFramework;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) after a person accepted a file: the next one stores it and tells them, once.</summary>
public sealed class CrashOfAFileTests(CrashOfAFileTests.QuickServer server) : IClassFixture<CrashOfAFileTests.QuickServer>
{
    [Theory]
    [InlineData("begin:turn")]
    [InlineData("end:record")]
    public async Task Kill_AfterAFileWasAccepted_StoresItAndTells(string step)
    {
        await using var connector = await ConnectorStub.StartAsync();
        var puts = new FilePuts(connector);
        await server.RunsAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var (conversation, user) = ($"a:{Guid.NewGuid():N}", $"29:{Guid.NewGuid():N}");
        using var asked = await http.PostActivityAsync(FileInvoke.Message(connector.Address, conversation, user, "Give me my data"));
        var offered = await connector.NextAsync();
        await server.DoomAsync(step);

        try
        {
            using var accepted = await http.PostActivityAsync(FileInvoke.Of(connector.Address, conversation, user, offered, "accept"));
        }
        catch (HttpRequestException)
        {
            // Killed before the channel was told that it has it.
        }
        await server.DiesAsync();
        await server.StartAgainAsync();

        var told = await connector.SayingAsync("This is all that is kept about you.");
        Assert.Equal((true, offered.Id), (told.Replaces, told.Id));
        Assert.Single(puts.All);
        await connector.StaysSilentAsync(MortalServer.Silence);
    }

    public sealed class QuickServer : MortalServer
    {
        protected override Dictionary<string, string> Settings => Hasty;
    }
}
