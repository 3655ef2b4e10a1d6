using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Assistant.Memory.Facts;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>On Azure's Direct Line and Web Chat a browser says who writes.</summary>
public sealed class UnvouchedPersonTests
{
    [Theory]
    [InlineData("directline", "29:anna", false, false)]
    [InlineData("webchat", "dl_anna", false, false)]
    [InlineData("webchat", "dl_anna", true, true)]
    [InlineData("directline", "29:anna", true, false)]
    [InlineData("msteams", "29:anna", false, true)]
    [InlineData("msteams", "unvouched/directline/c/29:anna", false, false)]
    public async Task APerson_IsTheOneThatTheChannelNames_OnlyWhereTheChannelKnows(string channel, string id, bool enhanced, bool isKnown)
    {
        await using var server = await RunningServer.StartAsync(null, "--BotFramework:EnhancedAuthentication", enhanced ? "true" : "false");
        await using var connector = await ConnectorStub.StartAsync();
        await server.Services.GetRequiredService<IPersonalFacts>().LearnAsync(new ContentOwner(ConversationKey.DefaultTenant, id),
            [new Utterance("t-1", "I live in Bergen.", TimeProvider.System.GetUtcNow().AddDays(-1))], TestContext.Current.CancellationToken);
        using var http = server.CreateClient();

        using var posted = await http.PostActivityAsync(
            Posted.Message(connector.Address, "Where do I live?", "c-1", channel: channel).With("from", new JsonObject { ["id"] = id, ["name"] = "Anna" }));
        posted.EnsureSuccessStatusCode();
        var sent = await connector.NextAsync();

        Assert.Equal(isKnown, sent.Text!.Contains("Bergen", StringComparison.Ordinal));
        // The answer goes to whom the channel knows.
        Assert.Equal(id, sent.Activity.GetProperty("recipient").GetProperty("id").GetString());
    }
}
