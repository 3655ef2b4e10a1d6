using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>One server with a shop's tools for a class of tests, before a model that says what a test wants.</summary>
public sealed class OpenShop : IAsyncLifetime
{
    internal Shop Shop { get; } = new();

    internal StubModelServer Model { get; private set; } = null!;

    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Model = await StubModelServer.StartAsync(TestContext.Current.CancellationToken);
        // Without the card that tells a group how far a long turn is: what is tested is what asks back.
        Server = await Shop.StartServerAsync(Model, "--BotFramework:ProgressAfter", "0");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Model.DisposeAsync();
    }
}
