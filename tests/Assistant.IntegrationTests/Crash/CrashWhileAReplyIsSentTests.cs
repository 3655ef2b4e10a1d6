using System.Net;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) while its reply is on its way: what happens then is the operator's choice, the same as without a crash.</summary>
public sealed class CrashWhileAReplyIsSentTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;
    private StubModelServer _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await StubModelServer.StartAsync(TestContext.Current.CancellationToken);
        _model.Otherwise = _ => StubReply.Text("It is 1,240 EUR.");
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        DataFolder.Remove(_data);
    }

    [Fact]
    public async Task Kill_WhileTheReplyIsSent_SendsItAgainWithANote()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await KilledAndStartedAsync(connector, resends: true);

        Assert.Equal("It is 1,240 EUR.", DeliveryTests.WithoutNote((await connector.NextAsync()).Text));
        await connector.StaysSilentAsync(MortalServer.Silence);
    }

    [Fact]
    public async Task Kill_WhileTheReplyIsSent_WhereTheOperatorSaysSo_SendsItNotAgain_ButTheNextOne()
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var server = await KilledAndStartedAsync(connector, resends: false);

        await connector.StaysSilentAsync(MortalServer.Silence);
        Assert.Equal(1, connector.Messages);
        await AskAsync(server, connector, async (http, asked) =>
        {
            using var response = await http.PostActivityAsync(asked);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        });
        Assert.Equal("It is 1,240 EUR.", (await connector.NextAsync()).Text);
    }

    private async Task<ServerProgram> KilledAndStartedAsync(ConnectorStub connector, bool resends)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var doomed = await StartAsync(resends, cancellationToken))
        {
            connector.Misbehave = async (_, _) =>
            {
                await doomed.KillAsync();
                return true;
            };
            await AskAsync(doomed, connector, (http, asked) => http.PostToDoomedAsync(asked));
            await doomed.WaitForExitAsync(cancellationToken).WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }
        connector.Misbehave = null;
        return await StartAsync(resends, cancellationToken);
    }

    private static async Task AskAsync(ServerProgram server, ConnectorStub connector, Func<HttpClient, JsonObject, Task> post)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        await post(http, Posted.Message(connector.Address, "Write a sentence about the rent of the depot.", "c-crash", channel: "slack"));
    }

    private Task<ServerProgram> StartAsync(bool resends, CancellationToken cancellationToken) => ServerProgram.StartAsync(Checkout.Server, _data,
        new Dictionary<string, string>(MortalServer.Hasty)
        {
            ["Model:Endpoint"] = _model.Endpoint.AbsoluteUri, ["Model:Name"] = "stub", ["BotFramework:ResendWhenUnknown"] = resends ? "true" : "false",
        },
        Faults.None, null, cancellationToken);
}
