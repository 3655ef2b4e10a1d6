using System.Text.Json.Nodes;
using Assistant.IntegrationTests.BotFramework;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) while "Ask Assistant" is being answered: whatever the dialog said, the answer comes into the person's own chat after the restart, once.</summary>
public sealed class CrashOfALateAnswerTests(CrashOfALateAnswerTests.HastyServer server) : IClassFixture<CrashOfALateAnswerTests.HastyServer>
{
    [Theory]
    [InlineData("begin:answer")]
    [InlineData("end:record")]
    public async Task Kill_WhileADialogIsAnswered_BringsTheAnswerIntoTheChatOnce(string step)
    {
        await using var connector = await ConnectorStub.StartAsync();
        await server.RunsAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var user = $"29:{Guid.NewGuid():N}";
        using var hello = await http.PostActivityAsync(Posted.Message(connector.Address, "hello", $"a:{Guid.NewGuid():N}", channel: "msteams").With("from", new JsonObject { ["id"] = user }));
        await connector.NextAsync();
        await server.DoomAsync(step);

        await AskAsync(http, connector, user);
        await server.DiesAsync();
        await server.StartAgainAsync();

        var late = await connector.SayingAsync("The invoice is due on Friday.");
        Assert.StartsWith("You asked \"When is the invoice due?\":", late.Text, StringComparison.Ordinal);
        await connector.StaysSilentAsync(MortalServer.Silence);
        await server.VerifyAsync();
    }

    private static async Task AskAsync(HttpClient http, ConnectorStub connector, string user)
    {
        try
        {
            using var response = await http.PostActivityAsync(AskInvoke.Of(connector.Address, user, "composeExtension/submitAction").With("value", AskInvoke.With(AskInvoke.Value("<p>The invoice is due on Friday.</p>"), "When is the invoice due?")));
        }
        catch (HttpRequestException)
        {
            // Killed before the dialog was answered.
        }
    }

    public sealed class HastyServer : MortalServer
    {
        protected override Dictionary<string, string> Settings => new(Hasty) { ["BotFramework:AskWaits"] = "00:00:00.001" };
    }
}
