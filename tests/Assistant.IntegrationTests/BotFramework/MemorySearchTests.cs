using System.Net;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.IntegrationTests.Server;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The search of what is remembered of a person, from Teams' compose box.</summary>
public sealed class MemorySearchTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private readonly string _user = $"29:{Guid.NewGuid():N}";
    private HttpClient _http = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ContentOwner Person => new(ConversationKey.DefaultTenant, _user);

    public async ValueTask InitializeAsync()
    {
        _http = fixture.Server.CreateClient();
        var at = new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
        await fixture.Server.Services.GetRequiredService<IPersonalFacts>().LearnAsync(Person, [new Utterance("e-1", "I live in Bergen.", at)], Cancelled);
        await fixture.Server.Services.GetRequiredService<ILongTermMemory>().RememberAsync(
            Person, [.. Enumerable.Range(1, 30).Select(i => new Episode($"x-{i}", at.AddHours(i), "Ada", "default/msteams/c", $"Plumber number {i} from Bergen came", UtteranceSource.User))], false, Cancelled);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("en-US", "where you live: Bergen", "what I remember, 1 March 2026", "you said, 2 March 2026")]
    [InlineData("zh-CN", "住处：Bergen", "我记住的, 2026年3月1日", "您说的, 2026年3月2日")]
    public async Task Search_FindsFactsAndWhatWasSaid_NewestFirst(string locale, string fact, string from, string said)
    {
        var found = Results(await SearchAsync("bergen", 0, 3, locale));

        Assert.Equal([fact, "Plumber number 30 from Bergen came", "Plumber number 29 from Bergen came"], found.Select(each => (string?)each!["preview"]!["content"]!["title"]));
        Assert.Equal([from, said, said], found.Select(each => (string?)each!["preview"]!["content"]!["text"]));
        Assert.All(found, each => Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)each!["contentType"]));
        Assert.Contains(fact, TextOf(found[0]!["content"]!), StringComparison.Ordinal);
        await AcceptsAsync([.. found.Select(each => each!["content"]!)]);
    }

    [Fact]
    public async Task Pages_FollowOnEachOtherToTheEnd()
    {
        var titles = new List<string>();
        for (var skip = 0; ; skip += 7)
        {
            var page = await SearchAsync("Bergen", skip, 7);
            if ((string?)page["composeExtension"]!["type"] == "message")
                break;
            titles.AddRange(Results(page).Select(each => (string)each!["preview"]!["content"]!["title"]!));
        }

        Assert.Equal(["where you live: Bergen", .. Enumerable.Range(1, 30).Reverse().Select(i => $"Plumber number {i} from Bergen came")], titles);
    }

    [Fact]
    public async Task Nothing_GivesTheNewest_AsDoesTheFirstRun()
    {
        var first = Value("search", 0, 2).With("parameters", new JsonArray(new JsonObject { ["name"] = "initialRun", ["value"] = "true" }));

        Assert.Equal(2, Results(await InvokeAsync(first, "en-US")).Count);
        Assert.Equal(25, Results(await SearchAsync("", 0, null)).Count);
        Assert.Equal(["where you live: Bergen", "Plumber number 30 from Bergen came"], Results(await SearchAsync(" ", 0, 2)).Select(each => (string?)each!["preview"]!["content"]!["title"]));
    }

    [Fact]
    public async Task SomebodyElse_FindsNothing()
    {
        var answered = await InvokeAsync(Value("Bergen", 0, 25), "en-US", "29:somebody-else");

        Assert.Equal(("message", "Nothing found."), ((string?)answered["composeExtension"]!["type"], (string?)answered["composeExtension"]!["text"]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"commandId\":7}")]
    [InlineData("{\"commandId\":\"other\"}")]
    [InlineData("{\"commandId\":\"search\",\"parameters\":{}}")]
    [InlineData("{\"commandId\":\"search\",\"parameters\":[7]}")]
    [InlineData("{\"commandId\":\"search\",\"parameters\":[{\"name\":\"query\",\"value\":7}]}")]
    [InlineData("{\"commandId\":\"search\",\"queryOptions\":{\"skip\":-1}}")]
    [InlineData("{\"commandId\":\"search\",\"queryOptions\":{\"skip\":1.5}}")]
    [InlineData("{\"commandId\":\"search\",\"queryOptions\":{\"count\":\"all\"}}")]
    public async Task QueryThatIsWrong_IsRefusedWithAReason(string value)
    {
        using var response = await PostAsync(JsonNode.Parse(value), "en-US", _user);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("BadArgument", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessQuery_IsRefused()
    {
        using var response = await PostAsync(Value(new string('x', 201), 0, 5), "en-US", _user);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    private static JsonArray Results(JsonNode answered)
    {
        Assert.Equal(("result", "list"), ((string?)answered["composeExtension"]!["type"], (string?)answered["composeExtension"]!["attachmentLayout"]));
        return answered["composeExtension"]!["attachments"]!.AsArray();
    }

    private static JsonObject Value(string query, int skip, int? count) => new()
    {
        ["commandId"] = "search",
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "query", ["value"] = query }),
        ["queryOptions"] = new JsonObject { ["skip"] = skip, ["count"] = count },
    };

    private Task<JsonNode> SearchAsync(string query, int skip, int? count, string locale = "en-US") => InvokeAsync(Value(query, skip, count), locale);

    private async Task<JsonNode> InvokeAsync(JsonObject value, string locale, string? user = null)
    {
        using var response = await PostAsync(value, locale, user ?? _user);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
    }

    private Task<HttpResponseMessage> PostAsync(JsonNode? value, string locale, string user) => _http.PostActivityAsync(
        Posted.Message("http://127.0.0.1:9", "", "19:group", channel: "msteams").Without("text").With("type", "invoke").With("name", "composeExtension/query")
            .With("from", new JsonObject { ["id"] = user }).With("conversation", new JsonObject { ["id"] = "19:group", ["conversationType"] = "groupChat" })
            .With("locale", locale).With("value", value));
}
