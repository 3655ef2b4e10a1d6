using System.Net;
using System.Text.Json;
using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) between accepting a notice and its arrival; after its restart the notice arrives once. The command line sends it.</summary>
public sealed class CrashOfANoticeTests : IDisposable
{
    private static readonly Dictionary<string, string> s_settings = new() { ["Turns:RedeliverAfter"] = "00:00:02", ["Turns:DeliveryDeadline"] = "00:00:01", ["Server:OperatorKey"] = NoticeClient.Key };
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("begin:turn")]
    [InlineData("end:record")]
    [InlineData(null)]
    public async Task Kill_AfterANoticeWasAccepted_SendsItOnce(string? step)
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using (var before = await StartAsync(null))
        {
            using var http = new HttpClient { BaseAddress = before.Address };
            using var response = await http.PostActivityAsync(Posted.Message(connector.Address, "hello", "c-notice", channel: "slack"));
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            await connector.NextAsync();
            // Disposing kills: until a later message of the conversation is known to have arrived, the answer might be sent again.
            await NotifyAsync(before, "--channel", "slack", "--id", "first", "First.");
            await connector.SayingAsync("First.");
            using var known = new NoticeClient(before.Address);
            await known.UntilAsync("first", "sent", 1);
        }
        await using (var doomed = await StartAsync(step))
        {
            // Without a step: while the connector has it and has not said so.
            if (step is null)
                connector.Misbehave = async (_, _) =>
                {
                    await doomed.KillAsync();
                    return true;
                };
            await NotifyAsync(doomed, "--channel", "slack", "--id", "n-1", "The system is down from 18:00.");
            await doomed.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
        }

        connector.Misbehave = null;
        await using var server = await StartAsync(null);
        // After a kill behind the record nobody knows whether it was sent, and it says so.
        Assert.Contains("The system is down from 18:00.", (await connector.NextAsync()).Text, StringComparison.Ordinal);
        using var notices = new NoticeClient(server.Address);
        await notices.UntilAsync("n-1", "sent", 1);
        var (code, output, errors) = await NotifyAsync(server, "--all", "--id", "n-1", "The system is down from 18:00.", "--json");
        Assert.True(code == 0, errors);
        Assert.Equal(1, JsonDocument.Parse(output).RootElement.GetProperty("sent").GetInt32());
        await connector.StaysSilentAsync(TimeSpan.FromSeconds(3));
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

    public void Dispose() => DataFolder.Remove(_data);

    private static Task<(int Code, string Output, string Errors)> NotifyAsync(ServerProgram server, params string[] arguments) =>
        AssistantCommand.RunWithErrorsAsync(["notify", .. arguments, "--server", server.Address.AbsoluteUri, "--Server:OperatorKey", NoticeClient.Key], null, Token);

    private Task<ServerProgram> StartAsync(string? step) => ServerProgram.StartAsync(Checkout.Server, _data, s_settings,
        step is null ? null : new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_FAULT"] = $"kill:{step}" }, null, Token);
}
