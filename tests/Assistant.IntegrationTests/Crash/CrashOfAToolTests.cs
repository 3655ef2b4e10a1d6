using Assistant.IntegrationTests.BotFramework;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Crash;

/// <summary>The server is killed (SIGKILL) around the run of a tool that its person allowed: such a tool runs at most once, and where nobody knows whether it did, the answer says so.</summary>
public sealed class CrashOfAToolTests(MortalShop shop) : IClassFixture<MortalShop>
{
    [Theory]
    [InlineData("begin:tool", 1, "I do not know whether it was done")]
    [InlineData("begin:record:2", 1, "I do not know whether it was done")]
    [InlineData("begin:answer:2", 0, "On its way.")]
    [InlineData("end:record:2", 1, "On its way.")]
    public async Task Kill_AroundAnAllowedTool_RunsItOnceAndAnswersOnce(string fault, int ranBefore, string said)
    {
        var conversation = $"c-{Guid.NewGuid():N}";
        await using var connector = await ConnectorStub.StartAsync();
        await shop.DoomAsync(fault);
        shop.Open(StubReply.Calls(("shop_order", """{"item":"pears"}""")), StubReply.Text("On its way."));
        using (var http = new HttpClient { BaseAddress = shop.Address })
        {
            using var asked = await http.PostActivityAsync(Posted.Message(connector.Address, "Order pears", conversation, channel: "slack"));
            Assert.Contains("May I run shop_order?", (await connector.NextAsync()).Text, StringComparison.Ordinal);
            await http.PostToDoomedAsync(Posted.Message(connector.Address, "yes", conversation, channel: "slack"));
            await shop.DiesAsync();
            Assert.Contains($"fault: {fault.Split(':')[1]}", shop.Program.Output, StringComparison.Ordinal);
        }
        Assert.Equal(ranBefore, shop.Orders.Length);

        await shop.StartAgainAsync();

        var answer = await connector.NextAsync();
        // Killed right after its question was sent, the program could not know that it had arrived.
        if (answer.Text!.Contains("May I run shop_order?", StringComparison.Ordinal))
            answer = await connector.NextAsync();
        Assert.Contains(said, answer.Text, StringComparison.Ordinal);
        await connector.StaysSilentAsync(MortalServer.Silence);
        Assert.Equal(["pears"], shop.Orders);
        await shop.VerifyAsync();
    }
}

/// <summary>A server with a shop's tool, before a model that does what a test says.</summary>
public sealed class MortalShop : MortalServer
{
    private StubModelServer _model = null!;

    public string[] Orders => File.Exists(Ledger) ? File.ReadAllLines(Ledger) : [];

    protected override Dictionary<string, string> Settings => new(Hasty) { ["Model:Endpoint"] = _model.Endpoint.AbsoluteUri, ["Model:Name"] = "stub" };

    protected override Dictionary<string, string> Variables => new(base.Variables) { ["ASSISTANT_TEST_TOOL"] = Ledger };

    private string Ledger => Path.Combine(Data, "orders.txt");

    public override async ValueTask InitializeAsync()
    {
        _model = await StubModelServer.StartAsync(TestContext.Current.CancellationToken);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _model.DisposeAsync();
    }

    /// <summary>Nothing was ordered yet; the model says one thing, and another from then on.</summary>
    internal void Open(StubReply first, StubReply then)
    {
        File.Delete(Ledger);
        _model.Then(first);
        _model.Otherwise = _ => then;
    }
}
