using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) around the run of a tool that its person allowed: such a tool runs at most once, and where nobody knows whether it did, the answer says so.</summary>
public sealed class CrashOfAToolTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("assistant-crash-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Ledger => Path.Combine(_data, "orders.txt");

    [Theory]
    [InlineData("tool", 1, "I do not know whether it was done")]
    [InlineData("begin:record:2", 1, "I do not know whether it was done")]
    [InlineData("begin:answer:2", 0, "On its way.")]
    [InlineData("end:record:2", 1, "On its way.")]
    public async Task Kill_AroundAnAllowedTool_RunsItOnceAndAnswersOnce(string fault, int ranBefore, string said)
    {
        await using var connector = await ConnectorStub.StartAsync();
        await using var model = await StubModelServer.StartAsync(Token);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears"}""")));
        model.Otherwise = _ => StubReply.Text("On its way.");
        await using (var doomed = await StartAsync(model, fault))
        {
            using var http = new HttpClient { BaseAddress = doomed.Address };
            using var asked = await http.PostActivityAsync(Posted.Message(connector.Address, "Order pears", "c-tool", channel: "slack"));
            Assert.Contains("May I run shop_order?", (await connector.NextAsync()).Text, StringComparison.Ordinal);
            using var allowed = await http.PostActivityAsync(Posted.Message(connector.Address, "yes", "c-tool", channel: "slack"));
            await doomed.WaitForExitAsync(Token).WaitAsync(TimeSpan.FromSeconds(60), Token);
            Assert.Contains($"fault: {(fault.Split(':') is [_, var span, ..] ? span : fault)}", doomed.Output, StringComparison.Ordinal);
        }
        Assert.Equal(ranBefore, Orders().Length);

        await using var server = await StartAsync(model, null);

        var answer = await connector.NextAsync();
        // Killed right after its question was sent, the program could not know that it had arrived.
        if (answer.Text!.Contains("May I run shop_order?", StringComparison.Ordinal))
            answer = await connector.NextAsync();
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        await connector.StaysSilentAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(["pears"], Orders());
        Assert.Equal(0, (await AssistantCommand.RunAsync(["audit", "verify", "--Data:Directory", _data], null, Token)).Code);
    }

    public void Dispose() => DataFolder.Remove(_data);

    private string[] Orders() => File.Exists(Ledger) ? File.ReadAllLines(Ledger) : [];

    private Task<ServerProgram> StartAsync(StubModelServer model, string? fault)
    {
        var environment = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = Checkout.FaultHook, ["ASSISTANT_TEST_TOOL"] = Ledger };
        if (fault == "tool")
            environment["ASSISTANT_TEST_TOOL_KILLS"] = "yes";
        else if (fault is not null)
            environment["ASSISTANT_TEST_FAULT"] = $"kill:{fault}";
        return ServerProgram.StartAsync(Checkout.Server, _data,
            new Dictionary<string, string> { ["Model:Endpoint"] = model.Endpoint.AbsoluteUri, ["Model:Name"] = "stub", ["Turns:RedeliverAfter"] = "00:00:02", ["Turns:DeliveryDeadline"] = "00:00:01" }, environment, null, Token);
    }
}
