using System.Net.Http.Json;
using Assistant.Channels.Access;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;

namespace Assistant.IntegrationTests.DirectLine;

/// <summary>Conversations that were ended by their client (endOfConversation) or deleted: they stay so, also after a restart, whoever sends what again.</summary>
public sealed class EndedConversationTests
{
    private const string End = """{"type":"endOfConversation","from":{"id":"user1"}}""";

    [Fact]
    public async Task EndOfConversation_StopsItsTurn_ClosesItsSockets_AndNothingIsTakenOrShownAnyMore()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using var stream = await client.OpenStreamAsync();
        await client.SayAsync("wait for it", "c-1");
        await client.SayAsync("and then", "c-2");
        await stream.UntilAsync(activity => activity.GetProperty("type").GetString() == "typing");

        using var ended = await client.PostAsync(End);

        Assert.NotEmpty((await DirectLineClient.ReadAsync(ended)).GetProperty("id").GetString()!);
        await stream.UntilClosedAsync();
        Assert.Equal(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure, stream.Closed);
        Assert.DoesNotContain(stream.Activities, activity => activity.TryGetProperty("text", out var text) && text.GetString()!.StartsWith("You said", StringComparison.Ordinal));
        await IsGoneAsync(client);

        await server.RestartAsync();
        using var later = At(server, client);
        // What waited would run within a second or two.
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        await IsGoneAsync(later);
    }

    [Fact]
    public async Task Deleted_StaysSo_WhenAMessageOfItIsSentAgainAfterARestart()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        await using (var stream = await client.OpenStreamAsync())
            await stream.AnswerToAsync(await client.SayAsync("once", "c-1"));
        Assert.True(await server.DeleteAsync(client.Conversation, "user1"));

        await server.RestartAsync();

        using var later = At(server, client);
        await IsGoneAsync(later);
    }

    [Fact]
    public async Task EndOfConversation_BeforeAnythingWasSaid_EndsItToo()
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Scripted);
        using var client = await DirectLineClient.StartAsync(server.CreateClient());
        using var ended = await client.PostAsync(End);
        Assert.True(ended.IsSuccessStatusCode);

        await server.RestartAsync();

        using var later = At(server, client);
        await IsGoneAsync(later);
    }

    /// <summary>The same conversation and token, at the address of now.</summary>
    private static DirectLineClient At(RunningServer server, DirectLineClient client) => new(server.CreateClient()) { Conversation = client.Conversation, Token = client.Token };

    private static async Task IsGoneAsync(DirectLineClient client)
    {
        foreach (var text in new[] { "once", "something new" })
        {
            using var posted = await client.PostAsync(JsonContent.Create(new { type = "message", from = new { id = "user1" }, text, channelData = new { clientActivityID = text == "once" ? "c-1" : "c-9" } }));
            await DirectLineClient.ErrorAsync(posted, 404);
        }
        foreach (var path in new[] { $"conversations/{client.Conversation}", $"conversations/{client.Conversation}/activities" })
        {
            using var read = await client.SendAsync(HttpMethod.Get, $"{DirectLineClient.Prefix}/{path}");
            await DirectLineClient.ErrorAsync(read, 404);
        }
        using var renewed = await client.SendAsync(HttpMethod.Post, $"{DirectLineClient.Prefix}/tokens/refresh");
        await DirectLineClient.ErrorAsync(renewed, 404);
    }
}

file static class Deletion
{
    /// <summary>As the page does, of whom the conversation is: a person whom no token vouches for is one of that conversation alone.</summary>
    public static async Task<bool> DeleteAsync(this RunningServer server, string conversation, string user)
    {
        var directory = (IConversationDirectory)server.Services.GetService(typeof(IConversationDirectory))!;
        var key = new ConversationKey(ConversationKey.DefaultTenant, "directline", conversation);
        return await directory.DeleteAsync(key, UnvouchedPerson.In(key, new(user)).Id, TestContext.Current.CancellationToken);
    }
}
