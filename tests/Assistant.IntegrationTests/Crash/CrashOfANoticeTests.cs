using System.Net;
using System.Text.Json;
using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) between accepting a notice and its arrival; after its restart the notice arrives once. The command line sends it.</summary>
public sealed class CrashOfANoticeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("begin:turn")]
    [InlineData("end:record")]
    [InlineData(null)]
    public async Task Kill_AfterANoticeWasAccepted_SendsItOnce(string? step)
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = new MortalOperatorServer();
        await server.InitializeAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var response = await http.PostActivityAsync(Posted.Message(connector.Address, "hello", "c-notice", channel: "slack"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await connector.NextAsync();
        // Until a later message of the conversation is known to have arrived, the answer might be sent again after a kill.
        using var notices = new NoticeClient(server.Address);
        await NotifyAsync(server, "--channel", "slack", "--id", "first", "First.");
        await connector.SayingAsync("First.");
        await notices.UntilAsync("first", "sent", 1);
        // Without a step: while the connector has it and has not said so.
        if (step is null)
            connector.Misbehave = async (_, _) =>
            {
                await server.KillAsync();
                return true;
            };
        else
            await server.DoomAsync(step);

        await NotifyAsync(server, "--channel", "slack", "--id", "n-1", "The system is down from 18:00.");
        await (step is null ? server.EndsAsync() : server.DiesAsync());
        connector.Misbehave = null;
        await server.StartAgainAsync();

        // After a kill behind the record nobody knows whether it was sent, and it says so.
        Assert.Contains("The system is down from 18:00.", (await connector.NextAsync()).Text, StringComparison.Ordinal);
        await notices.UntilAsync("n-1", "sent", 1);
        var (code, output, errors) = await NotifyAsync(server, "--all", "--id", "n-1", "The system is down from 18:00.", "--json");
        Assert.True(code == 0, errors);
        Assert.Equal(1, JsonDocument.Parse(output).RootElement.GetProperty("sent").GetInt32());
        await connector.StaysSilentAsync(MortalServer.Silence);
    }

    [Fact]
    public async Task Command_WithoutAServerOrAKeyOrATarget_SaysWhatToDo()
    {
        var nobody = $"http://127.0.0.1:{FreePort.Take()}";
        var noServer = await AssistantCommand.RunWithErrorsAsync(["notify", "--all", "Hi", "--server", nobody, "--Server:OperatorKey", NoticeClient.Key], null, Token);
        var noKey = await AssistantCommand.RunWithErrorsAsync(["notify", "--all", "Hi", "--server", nobody], null, Token);
        var noTarget = await AssistantCommand.RunWithErrorsAsync(["notify", "Hi"], null, Token);

        Assert.Equal((1, 1, 2), (noServer.Code, noKey.Code, noTarget.Code));
        Assert.Contains("./assistant serve", noServer.Errors, StringComparison.Ordinal);
        Assert.Contains("Server:OperatorKey", noKey.Errors, StringComparison.Ordinal);
        Assert.Contains("--all", noTarget.Errors, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Errors)> NotifyAsync(MortalServer server, params string[] arguments) =>
        AssistantCommand.RunWithErrorsAsync(["notify", .. arguments, "--server", server.Address.AbsoluteUri, "--Server:OperatorKey", NoticeClient.Key], null, Token);

    private sealed class MortalOperatorServer : MortalServer
    {
        protected override Dictionary<string, string> Settings => new(Hasty) { ["Server:OperatorKey"] = NoticeClient.Key };
    }
}
