using System.Text.Json;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.IntegrationTests.Storage;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;
using PageBrowser = Assistant.IntegrationTests.Server.Browser;

namespace Assistant.IntegrationTests.Memory;

/// <summary>What was said in one conversation answers a later one, on the whole server; "don't remember this conversation" keeps it out.</summary>
public sealed class ChatEpisodeTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const string Told = "The plumber comes on 14 March at 9:30.";
    private const string Asked = "When does the plumber come?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Question_AnsweredByAnEarlierConversation_IsQuotedAndCitedForItsPersonOnly(bool onPostgres)
    {
        await using var server = await StartAsync(onPostgres);
        using var ann = await PersonAsync(server);
        Assert.DoesNotContain("14 March", await SayAsync(ann, Asked), StringComparison.Ordinal);
        await SayAsync(ann, Told);
        await ann.StartAsync(Token);
        var answer = await AnswerAsync(ann, Asked);
        Assert.Contains("14 March", ConversationClient.Text(answer), StringComparison.Ordinal);
        var citation = Assert.Single(answer.GetProperty("channelData").GetProperty("answer").GetProperty("citations").EnumerateArray());
        Assert.Equal(("memory", Told), (citation.GetProperty("kind").GetString(), citation.GetProperty("quote").GetString()));
        await server.RestartAsync();
        await AssertUsedAsync(server, ann.User);
        ann.Server = new Uri(server.Address);
        await ann.StartAsync(Token);
        Assert.Contains("14 March", await SayAsync(ann, Asked), StringComparison.Ordinal);

        using var bo = await PersonAsync(server);
        Assert.DoesNotContain("14 March", await SayAsync(bo, Asked), StringComparison.Ordinal);
    }

    /// <summary>As in a rolling update, on the replica that is not updated yet.</summary>
    [Fact]
    public async Task Question_WhileTheMemoryIsOfANewerVersion_IsAnsweredWithoutIt()
    {
        await using var server = await StartAsync(onPostgres: false);
        using var ann = await PersonAsync(server);
        await SayAsync(ann, Told);
        await ann.StartAsync(Token);
        Assert.Contains("14 March", await SayAsync(ann, Asked), StringComparison.Ordinal);
        await server.Services.GetRequiredService<IMemorySegments>().AppendAsync(new("default", ann.User), new(1, [5, 1, 2, 3], [], []), Token);
        await ann.StartAsync(Token);
        var answer = await AnswerAsync(ann, Asked);
        Assert.DoesNotContain("14 March", ConversationClient.Text(answer), StringComparison.Ordinal);
        Assert.False(answer.GetProperty("channelData").GetProperty("answer").TryGetProperty("failure", out _));
    }

    /// <summary>The answer was a use of the episode, and its turn's record names what was read for it.</summary>
    private static async Task AssertUsedAsync(RunningServer server, string user)
    {
        var person = new ContentOwner("default", user);
        var used = await server.Services.GetRequiredService<OpenedMemories>().UseAsync(person, memory => Task.FromResult(memory.Index.Uses.Ids.ToList()), Token);
        var episode = Assert.Single(used);
        var turns = new List<string>();
        await foreach (var item in server.Services.GetRequiredService<IPersonArchive>().ReadAsync(person, "test", Token))
            if (item.Kind == "turn" && item.ToText().Contains("Memory read: ", StringComparison.Ordinal))
                turns.Add(item.ToText());
        Assert.Contains($"episode-{episode}", Assert.Single(turns), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "Please don't remember this conversation.", "I will not remember this conversation")]
    [InlineData(true, "不要记住这次对话。", "不会记住")]
    public async Task Conversation_NotToBeRemembered_IsForgottenAndStaysOutOverARestart(bool onPostgres, string wish, string reply)
    {
        await using var server = await StartAsync(onPostgres);
        var ann = await PageBrowser.OpenAsync(server);
        var conversation = await ann.SayAsync(Told);
        await AnswersAsync(ann, conversation, 1);
        await PostAsync(ann, conversation, "I live in Bergen.");
        await AnswersAsync(ann, conversation, 2);
        Assert.False((await ItemAsync(ann, conversation)).TryGetProperty("remembered", out _));
        await PostAsync(ann, conversation, wish);
        Assert.Contains(reply, (await AnswersAsync(ann, conversation, 3))[^1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.False((await ItemAsync(ann, conversation)).GetProperty("remembered").GetBoolean());

        await server.RestartAsync();
        ann = await PageBrowser.OpenAsync(server, ann.Cookie);
        Assert.False((await ItemAsync(ann, conversation)).GetProperty("remembered").GetBoolean());
        await PostAsync(ann, conversation, "I'm allergic to peanuts. The painter comes on 2 April.");
        await AnswersAsync(ann, conversation, 4);
        foreach (var question in new[] { Asked, "Where do I live?", "What am I allergic to?", "When does the painter come?", "What do you remember about me?" })
        {
            var text = (await AnswersAsync(ann, await ann.SayAsync(question), 1))[^1].GetProperty("text").GetString()!;
            Assert.DoesNotMatch("14 March|Bergen|peanuts|2 April", text);
        }
    }

    [Fact]
    public async Task Turn_NotWrittenToMemoryWhenTheServerIsKilled_IsRememberedAfterwards()
    {
        var settings = new Dictionary<string, string> { ["LongTermMemory:WriteAfter"] = "01:00:00" };
        var data = Directory.CreateTempSubdirectory("assistant-memory-").FullName;
        try
        {
            using var ann = new ConversationClient { Server = new Uri("http://127.0.0.1") };
            await using (var doomed = await ServerProgram.StartAsync(Checkout.Server, data, settings, null, null, Token))
            {
                ann.Server = doomed.Address;
                await ann.StartAsync(Token);
                await SayAsync(ann, Told);
                await doomed.KillAsync();
            }
            await using var server = await ServerProgram.StartAsync(Checkout.Server, data, settings, null, null, Token);
            ann.Server = server.Address;
            await ann.StartAsync(Token);
            Assert.Contains("14 March", await SayAsync(ann, Asked), StringComparison.Ordinal);
            var (code, output) = await AssistantCommand.RunAsync(["memory", "list", "--user", ann.User, "--json", "--Data:Directory", data], null, Token);
            Assert.Equal(0, code);
            Assert.Single(output.Split('\n'), line => line.Contains(Told, StringComparison.Ordinal));
        }
        finally
        {
            DataFolder.Remove(data);
        }
    }

    [Fact]
    public async Task Episodes_SwitchedOff_AreNotKept()
    {
        await using var server = await RunningServer.StartAsync(null, "--LongTermMemory:Episodes", "false");
        using var ann = await PersonAsync(server);
        await SayAsync(ann, Told);
        await ann.StartAsync(Token);
        Assert.DoesNotContain("14 March", await SayAsync(ann, Asked), StringComparison.Ordinal);
    }

    private async Task<RunningServer> StartAsync(bool onPostgres)
    {
        if (!onPostgres)
            return await RunningServer.StartAsync();
        Assert.SkipUnless(postgres.Missing is null, postgres.Missing ?? "");
        return await RunningServer.StartAsync(null, "--Storage:Provider", "postgres", "--Storage:ConnectionString", postgres.ConnectionString(), "--Privacy:MasterKey", Assistant.Tests.Storage.StoreUnderTest.MasterKey);
    }

    private static async Task<ConversationClient> PersonAsync(RunningServer server)
    {
        var client = new ConversationClient { Server = new Uri(server.Address) };
        await client.StartAsync(Token);
        return client;
    }

    private static async Task<string> SayAsync(ConversationClient client, string text) => ConversationClient.Text(await AnswerAsync(client, text));

    private static async Task<JsonElement> AnswerAsync(ConversationClient client, string text)
    {
        var before = (await client.ActivitiesAsync(Token)).Count(ConversationClient.IsAnswer);
        Assert.True(await client.PostAsync(text, Guid.NewGuid().ToString("N"), Token));
        return (await client.AnsweredAsync(before + 1, TimeSpan.FromSeconds(60), Token)).Last(ConversationClient.IsAnswer);
    }

    private static async Task PostAsync(PageBrowser browser, string conversation, string text)
    {
        using var content = System.Net.Http.Json.JsonContent.Create(new { type = "message", text });
        using var response = await browser.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", content);
        await DirectLineClient.ReadAsync(response);
    }

    private static async Task<JsonElement[]> AnswersAsync(PageBrowser browser, string conversation, int count)
    {
        for (var look = 0; look < 600; look++)
        {
            var answers = (await browser.ActivitiesAsync(conversation)).Where(ConversationClient.IsAnswer).ToArray();
            if (answers.Length >= count)
                return answers;
            await Task.Delay(100, Token);
        }
        throw new TimeoutException($"{count} answers were waited for.");
    }

    private static async Task<JsonElement> ItemAsync(PageBrowser browser, string conversation)
    {
        using var response = await browser.SendAsync(HttpMethod.Get, "/api/page/conversations");
        return (await DirectLineClient.ReadAsync(response)).GetProperty("conversations").EnumerateArray().Single(each => each.GetProperty("id").GetString() == conversation);
    }
}
