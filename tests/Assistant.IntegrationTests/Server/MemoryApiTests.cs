using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Conversations;
using Assistant.IntegrationTests.DirectLine;
using Assistant.IntegrationTests.Processes;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.IntegrationTests.Server;

/// <summary>What the page asks of a person's memory (docs/page-api.md).</summary>
public sealed class MemoryApiTests(ServerFixture scripted, ShippedServerFixture shipped) : IClassFixture<ServerFixture>, IClassFixture<ShippedServerFixture>
{
    private const string Memory = "/api/page/memory";

    [Fact]
    public async Task Memory_OfAPerson_IsListedExplainedCorrectedAndForgotten()
    {
        var server = shipped.Server;
        var ann = await Browser.OpenAsync(server);
        var conversation = await TellAsync(ann, "I live in Bergen.");
        var bergen = await LearntAsync(ann);
        Assert.Equal(("where you live", "Bergen", true, "I live in Bergen."),
            (bergen.GetProperty("label").GetString(), bergen.GetProperty("value").GetString(), bergen.GetProperty("holds").GetBoolean(), bergen.GetProperty("quote").GetString()));
        Assert.Equal("住处", Single(await GetAsync(ann, $"{Memory}?language=zh"), "facts").GetProperty("label").GetString());

        var why = Single(await GetAsync(ann, $"{Memory}/facts/{bergen.GetProperty("id").GetString()}/why"), "origins");
        Assert.Equal("I live in Bergen.", why.GetProperty("quote").GetString());
        Assert.Equal(conversation, why.GetProperty("conversation").GetProperty("id").GetString());
        var episodes = (await SearchAsync(ann, "bergen")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(episodes, each => each.GetProperty("text").GetString() == "I live in Bergen." && each.GetProperty("conversation").GetProperty("id").GetString() == conversation);
        Assert.Empty((await SearchAsync(ann, "tromsø")).GetProperty("items").EnumerateArray());
        var first = await GetAsync(ann, $"{Memory}/episodes?limit=1&skip=0");
        Assert.Equal(episodes.Count > 1, first.GetProperty("more").GetBoolean());

        await DoAsync(ann, HttpMethod.Patch, $"{Memory}/facts/{bergen.GetProperty("id").GetString()}", new { value = " Oslo \n" });
        var oslo = Single(await GetAsync(ann, Memory), "facts");
        Assert.Equal("Oslo", oslo.GetProperty("value").GetString());
        var origins = (await GetAsync(ann, $"{Memory}/facts/{oslo.GetProperty("id").GetString()}/why")).GetProperty("origins").EnumerateArray().ToList();
        Assert.True(origins[0].GetProperty("entered").GetBoolean());
        Assert.Equal("I live in Bergen.", origins[1].GetProperty("quote").GetString());
        Assert.Contains("Oslo", await AnswerAsync(ann, "Where do I live?"), StringComparison.Ordinal);

        await DoAsync(ann, HttpMethod.Delete, $"{Memory}/facts/{oslo.GetProperty("id").GetString()}");
        Assert.Empty((await GetAsync(ann, Memory)).GetProperty("facts").EnumerateArray());
        Assert.DoesNotContain((await GetAsync(ann, $"{Memory}/episodes")).GetProperty("items").EnumerateArray(), each => each.GetProperty("text").GetString() == "I live in Bergen.");
    }

    [Fact]
    public async Task Memory_OfSomebodyElse_IsNotThere()
    {
        var server = shipped.Server;
        var ann = await Browser.OpenAsync(server);
        var bob = await Browser.OpenAsync(server);
        await TellAsync(ann, "I live in Bergen.");
        var id = (await LearntAsync(ann)).GetProperty("id").GetString();

        Assert.Empty((await GetAsync(bob, Memory)).GetProperty("facts").EnumerateArray());
        foreach (var (method, path) in new[] { (HttpMethod.Get, $"{Memory}/facts/{id}/why"), (HttpMethod.Delete, $"{Memory}/facts/{id}"), (HttpMethod.Patch, $"{Memory}/facts/{id}"), (HttpMethod.Delete, $"{Memory}/episodes?id=t-1") })
        {
            using var response = await bob.SendAsync(method, path, method == HttpMethod.Patch ? JsonContent.Create(new { value = "Oslo" }) : null);
            await DirectLineClient.ErrorAsync(response, 404);
        }
        using var http = server.CreateClient();
        foreach (var path in new[] { Memory, $"{Memory}/episodes", $"{Memory}/export" })
        {
            using var without = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            await DirectLineClient.ErrorAsync(without, 401);
        }
        Assert.Equal("Bergen", Single(await GetAsync(ann, Memory), "facts").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Pause_ByThePageAndByWords_LastsOverARestart_AndNothingSaidInItIsRemembered()
    {
        var server = shipped.Server;
        var ann = await Browser.OpenAsync(server);
        await TellAsync(ann, "I live in Bergen.");
        await LearntAsync(ann);
        await DoAsync(ann, HttpMethod.Post, $"{Memory}/pause");
        Assert.True((await GetAsync(ann, Memory)).GetProperty("paused").GetBoolean());
        Assert.True((await GetAsync(ann, "/api/page/conversations")).GetProperty("memoryPaused").GetBoolean());
        await TellAsync(ann, "I'm allergic to peanuts.");

        await server.RestartAsync();
        ann = await Browser.OpenAsync(server, ann.Cookie);
        Assert.True((await GetAsync(ann, Memory)).GetProperty("paused").GetBoolean());
        await TellAsync(ann, "My dog is called Rex.");
        Assert.Contains("Bergen", await AnswerAsync(ann, "Where do I live?"), StringComparison.Ordinal);

        Assert.Contains("again", await AnswerAsync(ann, "Resume memory"), StringComparison.Ordinal);
        Assert.False((await GetAsync(ann, Memory)).GetProperty("paused").GetBoolean());
        Assert.False((await GetAsync(ann, "/api/page/conversations")).TryGetProperty("memoryPaused", out _));
        await TellAsync(ann, "My employer is Contoso.");
        await Eventually.HoldsAsync(async () => (await GetAsync(ann, Memory)).GetProperty("facts").GetArrayLength() > 1);
        var all = (await GetAsync(ann, $"{Memory}/export")).GetRawText();
        Assert.Contains("Bergen", all, StringComparison.Ordinal);
        Assert.Contains("Contoso", all, StringComparison.Ordinal);
        Assert.DoesNotContain("peanuts", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Rex", all, StringComparison.Ordinal);

        Assert.Contains("paused", await AnswerAsync(ann, "Pause memory"), StringComparison.Ordinal);
        Assert.True((await GetAsync(ann, Memory)).GetProperty("paused").GetBoolean());
    }

    [Fact]
    public async Task Hold_RefusesToForget_AlsoInChat()
    {
        var server = shipped.Server;
        var ann = await Browser.OpenAsync(server);
        var conversation = await TellAsync(ann, "I live in Bergen.");
        var id = (await LearntAsync(ann)).GetProperty("id").GetString();
        await server.Services.GetRequiredService<ILegalHolds>().SetAsync(new ContentOwner(ConversationKey.DefaultTenant, ann.UserId), "officer", TestContext.Current.CancellationToken);

        foreach (var path in new[] { $"{Memory}/facts/{id}", $"{Memory}/episodes?id=anything", Memory, $"/api/page/conversations/{conversation}" })
        {
            using var refused = await ann.SendAsync(HttpMethod.Delete, path);
            Assert.Equal("LegalHold", (await DirectLineClient.ErrorAsync(refused, 409)).Code);
        }
        Assert.Contains("legal hold", await SecondAnswerAsync(ann, "Forget everything about me.", "Yes"), StringComparison.Ordinal);
        Assert.Contains("legal hold", await AnswerAsync(ann, "Forget where I live."), StringComparison.Ordinal);
        Assert.Equal("Bergen", Single(await GetAsync(ann, Memory), "facts").GetProperty("value").GetString());
        Assert.NotEmpty(await ann.ActivitiesAsync(conversation));
    }

    [Fact]
    public async Task ForgetEverything_LeavesNothing()
    {
        var server = shipped.Server;
        var ann = await Browser.OpenAsync(server);
        await TellAsync(ann, "I live in Bergen.");
        await DoAsync(ann, HttpMethod.Delete, Memory);
        Assert.Empty((await GetAsync(ann, Memory)).GetProperty("facts").EnumerateArray());
        Assert.Empty((await GetAsync(ann, $"{Memory}/episodes")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("{\"value\":\"  \"}", 400)]
    [InlineData("{\"value\":", 400)]
    [InlineData("{}", 400)]
    public async Task Correct_WithoutAValue_SaysWhatIsWrong(string body, int status)
    {
        var server = scripted.Server;
        using var response = await (await Browser.OpenAsync(server)).SendAsync(HttpMethod.Patch, $"{Memory}/facts/f-1", new StringContent(body));
        await DirectLineClient.ErrorAsync(response, status);
    }

    private static JsonElement Single(JsonElement body, string list) => Assert.Single(body.GetProperty(list).EnumerateArray());

    private static async Task<JsonElement> GetAsync(Browser person, string path)
    {
        using var response = await person.SendAsync(HttpMethod.Get, path);
        return await DirectLineClient.ReadAsync(response);
    }

    /// <summary>The only fact, once it is there: it is learnt beside the record, and the answer may be here before.</summary>
    private static async Task<JsonElement> LearntAsync(Browser person)
    {
        await Eventually.HoldsAsync(async () => (await GetAsync(person, Memory)).GetProperty("facts").GetArrayLength() > 0);
        return Single(await GetAsync(person, Memory), "facts");
    }

    private static async Task<JsonElement> SearchAsync(Browser person, string words)
    {
        using var response = await person.SendAsync(HttpMethod.Post, $"{Memory}/episodes/search", JsonContent.Create(new { search = words }));
        return await DirectLineClient.ReadAsync(response);
    }

    private static async Task DoAsync(Browser person, HttpMethod method, string path, object? body = null)
    {
        using var response = await person.SendAsync(method, path, body is null ? null : JsonContent.Create(body));
        Assert.Equal(204, (int)response.StatusCode);
    }

    private static async Task<string> AnswerAsync(Browser person, string text)
    {
        var conversation = await TellAsync(person, text);
        return (await person.ActivitiesAsync(conversation)).Last().GetProperty("text").GetString()!;
    }

    /// <summary>Says both in a new conversation.</summary>
    private static async Task<string> SecondAnswerAsync(Browser person, string first, string second)
    {
        var conversation = await TellAsync(person, first);
        using (var response = await person.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{conversation}/activities", JsonContent.Create(new { type = "message", text = second })))
            await DirectLineClient.ReadAsync(response);
        return (await AnsweredAsync(person, conversation, 2)).GetProperty("text").GetString()!;
    }

    /// <summary>Says it in a new conversation, whose id it gives once the answer is there.</summary>
    private static async Task<string> TellAsync(Browser person, string text)
    {
        var conversation = await person.SayAsync(text);
        await AnsweredAsync(person, conversation, 1);
        return conversation;
    }

    /// <summary>The n-th answer, once it is there.</summary>
    private static async Task<JsonElement> AnsweredAsync(Browser person, string conversation, int nth)
    {
        for (var tried = 0; tried < 600; tried++)
        {
            if ((await person.ActivitiesAsync(conversation)).Where(activity => activity.GetProperty("from").GetProperty("role").GetString() == "bot").ElementAtOrDefault(nth - 1) is { ValueKind: JsonValueKind.Object } answer)
                return answer;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"Answer {nth} did not come within 30 s.");
    }
}
