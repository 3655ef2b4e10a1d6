using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>A client that takes another person's id, where no token says who it is, neither reads nor erases what is known of them.</summary>
public sealed class UnvouchedPersonTests : IAsyncLifetime
{
    private const string Secret = "a secret for these tests";
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(null, "--DirectLine:Secret", Secret);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("29:anna-of-teams")]
    [InlineData("dl_anna")]
    public async Task SomebodyElsesId_WithATokenThatNamesNobody_IsAPersonOfThatConversation(string id)
    {
        var anna = new ContentOwner(ConversationKey.DefaultTenant, id);
        await _server.Services.GetRequiredService<IPersonalFacts>().LearnAsync(anna,
            [new Utterance("t-1", "I live in Bergen.", TimeProvider.System.GetUtcNow().AddDays(-1))], TestContext.Current.CancellationToken);
        using var client = await ClientAsync(null);

        var answer = await AskAsync(client, id, "What do you remember about me?");
        Assert.DoesNotContain("Bergen", Text(answer), StringComparison.Ordinal);
        await AskAsync(client, id, "I live in Tromsø.");
        await AskAsync(client, id, "Erase all my data.");
        await AskAsync(client, id, "Yes");

        Assert.Equal("Bergen", await HomeOfAsync(anna));
        // Shown as it was sent: clients know their own messages by it.
        Assert.Equal(id, answer.Own.GetProperty("from").GetProperty("id").GetString());
    }

    [Fact]
    public async Task APersonOfATokenOrOfTheSite_IsOnePersonInAllTheirConversations()
    {
        using var first = await ClientAsync("dl_bob");
        await AskAsync(first, "dl_bob", "I live in Oslo.");
        using var site = await DirectLineClient.StartAsync(_server.CreateClient(), Secret);
        site.Token = Secret;

        Assert.Contains("Oslo", Text(await AskAsync(site, "dl_bob", "Where do I live?")), StringComparison.Ordinal);
        Assert.DoesNotContain("Oslo", Text(await AskAsync(site, "29:bob", "Where do I live?")), StringComparison.Ordinal);
    }

    private async Task<string> HomeOfAsync(ContentOwner person) =>
        Assert.Single((await _server.Services.GetRequiredService<IPersonalFacts>().OpenAsync(person, TestContext.Current.CancellationToken)).Facts).Value;

    private async Task<DirectLineClient> ClientAsync(string? user)
    {
        using var site = new DirectLineClient(_server.CreateClient());
        using var generated = await site.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/generate", user is null ? null : JsonContent.Create(new { user = new { id = user } }), Secret);
        return await DirectLineClient.StartAsync(_server.CreateClient(), (await DirectLineClient.ReadAsync(generated)).GetProperty("token").GetString());
    }

    private static async Task<(JsonElement Own, JsonElement Answer)> AskAsync(DirectLineClient client, string user, string text)
    {
        using var response = await client.PostAsync(JsonContent.Create(new { type = "message", from = new { id = user }, text }));
        var id = (await DirectLineClient.ReadAsync(response)).GetProperty("id").GetString();
        while (true)
        {
            var all = (await client.ActivitiesAsync()).GetProperty("activities").EnumerateArray().ToList();
            if (all.Find(each => each.TryGetProperty("replyToId", out var reply) && reply.GetString() == id) is { ValueKind: JsonValueKind.Object } answer)
                return (all.Find(each => each.GetProperty("id").GetString() == id), answer);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static string Text((JsonElement Own, JsonElement Answer) said) => said.Answer.GetProperty("text").GetString()!;
}
