using System.Net;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>What a person does about their memory by pressing buttons in Teams.</summary>
public sealed class MemoryCardTests(ServerFixture fixture) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private readonly string _conversation = $"c-{Guid.NewGuid():N}";
    private readonly string _user = $"29:{Guid.NewGuid():N}";
    private readonly List<JsonNode> _cards = [];
    private HttpClient _http = null!;
    private ConnectorStub _connector = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_http, _connector) = (fixture.Server.CreateClient(), await ConnectorStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    [Fact]
    public async Task Card_ShowsWhyCorrectsForgetsPausesAndForgetsEverything()
    {
        await SayAsync("I live in Bergen.");
        await SayAsync("I'm allergic to peanuts.");

        var asked = await CardOfAsync("What do you remember about me?");
        Assert.Contains("Bergen", TextOf(asked), StringComparison.Ordinal);
        Assert.Equal(["Details", "Details", "Pause memory", "Forget everything"], Buttons(asked));

        var detail = await PressAsync(asked, "Details", RowOf(asked, "Bergen"));
        Assert.Contains("“I live in Bergen.”", TextOf(detail), StringComparison.Ordinal);
        Assert.Contains("first what is right", TextOf(await PressAsync(detail, "Correct", value: "  ")), StringComparison.Ordinal);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var corrected = TextOf(await PressAsync(detail, "Correct", value: "Oslo"));
            Assert.Contains("put it right", corrected, StringComparison.Ordinal);
            Assert.Contains("Oslo", corrected, StringComparison.Ordinal);
            Assert.DoesNotContain("Bergen", corrected, StringComparison.Ordinal);
        }

        // The card of before still has the fact that is gone.
        var stale = await PressAsync(asked, "Details", RowOf(asked, "Bergen"));
        Assert.Contains("do not remember that any more", TextOf(stale), StringComparison.Ordinal);
        Assert.Contains("Oslo", TextOf(stale), StringComparison.Ordinal);

        var oslo = await PressAsync(stale, "Details", RowOf(stale, "Oslo"));
        Assert.Contains("you put it right in the list", TextOf(oslo), StringComparison.Ordinal);
        var forgotten = TextOf(await PressAsync(oslo, "Forget"));
        Assert.Contains("I have forgotten that", forgotten, StringComparison.Ordinal);
        Assert.DoesNotContain("Oslo", forgotten, StringComparison.Ordinal);
        Assert.Contains("do not remember that any more", TextOf(await PressAsync(oslo, "Forget")), StringComparison.Ordinal);

        var paused = await PressAsync(asked, "Pause memory");
        Assert.Contains("Memory is paused", TextOf(paused), StringComparison.Ordinal);
        await PressAsync(asked, "Pause memory");
        Assert.True(await Memory.IsPausedAsync(Person, Cancelled));
        Assert.Contains("remember again", TextOf(await PressAsync(paused, "Resume memory")), StringComparison.Ordinal);
        Assert.False(await Memory.IsPausedAsync(Person, Cancelled));

        var really = await PressAsync(asked, "Forget everything");
        Assert.Contains("cannot be undone", TextOf(really), StringComparison.Ordinal);
        Assert.Contains("peanuts", TextOf(await PressAsync(really, "Back")), StringComparison.Ordinal);
        Assert.Contains("forgotten everything", TextOf(await PressAsync(really, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Empty((await Memory.ExportAsync(Person, Cancelled)).Facts);
        await AcceptsAsync(_cards);
    }

    [Fact]
    public async Task Card_InChinese_SpeaksChineseWhateverTheClientsLocale()
    {
        await SayAsync("我住在苏州。");

        var asked = await CardOfAsync("你记得我什么？");
        Assert.Contains("我记住的关于您的内容", TextOf(asked), StringComparison.Ordinal);
        Assert.Contains("苏州", TextOf(asked), StringComparison.Ordinal);
        var detail = await PressAsync(asked, "详情");
        Assert.Contains("“我住在苏州。”", TextOf(detail), StringComparison.Ordinal);
        Assert.Contains("已更正", TextOf(await PressAsync(detail, "更正", value: "无锡")), StringComparison.Ordinal);
        Assert.Contains("无锡", TextOf(await PressAsync(asked, "暂停记忆")), StringComparison.Ordinal);
        await AcceptsAsync(_cards);
    }

    [Fact]
    public async Task Card_OfManyFacts_HasPages()
    {
        foreach (var food in (string[])["plums", "pears", "apples", "cherries", "quinces", "medlars", "figs", "grapes", "peaches", "lemons"])
            await fixture.Server.Services.GetRequiredService<IPersonalFacts>().LearnAsync(Person, [new Utterance($"e-{food}", $"I like {food}.", TimeProvider.System.GetUtcNow())], Cancelled);

        var first = await CardOfAsync("What do you remember about me?");
        Assert.Contains("1 to 8 of 10", TextOf(first), StringComparison.Ordinal);
        var second = await PressAsync(first, "Next");
        Assert.Contains("9 to 10 of 10", TextOf(second), StringComparison.Ordinal);
        Assert.Contains("1 to 8 of 10", TextOf(await PressAsync(second, "Previous")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElse_PressingTheSameButton_ReachesTheirOwnMemoryOnly()
    {
        await SayAsync("I live in Bergen.");
        var asked = await CardOfAsync("What do you remember about me?");
        var press = Value(asked, "Details", null, null);

        // What the data says of a person counts for nothing.
        press["action"]!["data"]!["user"] = _user;
        press["action"]!["data"]!["from"] = new JsonObject { ["id"] = _user };
        var others = await InvokeAsync(press, Invoke().With("from", new JsonObject { ["id"] = "29:somebody-else" }));
        Assert.Contains("do not remember that any more", TextOf(others["value"]!), StringComparison.Ordinal);
        Assert.DoesNotContain("Bergen", others.ToJsonString(), StringComparison.Ordinal);
        await InvokeAsync(Value(await PressAsync(asked, "Forget everything"), "Yes, forget everything", null, null), Invoke().With("from", new JsonObject { ["id"] = "29:somebody-else" }));
        Assert.Single((await Memory.ExportAsync(Person, Cancelled)).Facts);
    }

    [Theory]
    [InlineData("groupChat", "en-US", "in a group I neither show nor change it")]
    [InlineData("channel", "zh-CN", "不在群里显示")]
    public async Task Group_GetsNeitherCardNorAction(string type, string locale, string said)
    {
        await SayAsync("I live in Bergen.");
        await LearntAsync();
        var list = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "memory.list" } };

        var answered = await InvokeAsync(list, Invoke().With("locale", locale).With("conversation", new JsonObject { ["id"] = "group-1", ["conversationType"] = type }));

        Assert.Equal((200, "application/vnd.microsoft.activity.message"), ((int)answered["statusCode"]!, (string?)answered["type"]));
        Assert.Contains(said, (string?)answered["value"], StringComparison.Ordinal);
        Assert.DoesNotContain("Bergen", answered.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LegalHold_IsSaidOnTheCard()
    {
        await SayAsync("I live in Bergen.");
        var asked = await CardOfAsync("What do you remember about me?");
        await fixture.Server.Services.GetRequiredService<ILegalHolds>().SetAsync(Person, "a test", Cancelled);

        Assert.Contains("legal hold", TextOf(await PressAsync(await PressAsync(asked, "Details"), "Forget")), StringComparison.Ordinal);
        Assert.Contains("legal hold", TextOf(await PressAsync(await PressAsync(asked, "Forget everything"), "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Single((await Memory.ExportAsync(Person, Cancelled)).Facts);
    }

    [Theory]
    [InlineData("null", "BadRequest")]
    [InlineData("[1]", "BadRequest")]
    [InlineData("\"text\"", "BadRequest")]
    [InlineData("{}", "BadRequest")]
    [InlineData("{\"action\":7}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Submit\",\"verb\":\"memory.list\"}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\"}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\" \"}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":7}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"memory.forget\"}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"memory.forget\",\"data\":{\"fact\":7}}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"memory.forget\",\"data\":\"x\"}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"memory.correct\",\"data\":{\"fact\":\"f\",\"value\":{}}}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"memory.list\",\"data\":{\"page\":-1}}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"memory.list\",\"data\":{\"page\":1e99}}}", "BadRequest")]
    [InlineData("{\"action\":{\"type\":\"Action.Execute\",\"verb\":\"never.heard\"}}", "NotSupported")]
    public async Task ActionThatIsWrong_IsRefusedAsDocumented(string value, string code)
    {
        using var response = await _http.PostActivityAsync(Invoke().With("value", JsonNode.Parse(value)));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
        Assert.Equal((400, "application/vnd.microsoft.error", code), ((int)error["statusCode"]!, (string?)error["type"], (string?)error["value"]!["code"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)error["value"]!["message"]));
    }

    [Fact]
    public async Task TooLongAValue_IsForThePersonToPutRight()
    {
        await SayAsync("I live in Bergen.");
        var detail = await PressAsync(await CardOfAsync("What do you remember about me?"), "Details");

        Assert.Contains("At most 300", TextOf(await PressAsync(detail, "Correct", value: new string('x', 301))), StringComparison.Ordinal);
        Assert.Contains("Bergen", TextOf(await PressAsync(detail, "Back")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelWithoutCards_GetsTheTextAlone()
    {
        await SayAsync("I live in Bergen.");
        await LearntAsync();
        using var response = await _http.PostActivityAsync(Message("What do you remember about me?").With("channelId", "sms"));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);

        var answer = (await _connector.NextAsync()).Activity;
        Assert.Contains("Bergen", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.False(answer.TryGetProperty("attachments", out _));
    }

    private ContentOwner Person => new(ConversationKey.DefaultTenant, _user);

    private IPersonalMemory Memory => fixture.Server.Services.GetRequiredService<IPersonalMemory>();

    /// <summary>Beside the record: the reply may be here before, and only the next turn of its conversation waits.</summary>
    private Task LearntAsync() => Eventually.HoldsAsync(async () => (await Memory.ExportAsync(Person, Cancelled)).Facts.Count == 1);

    private JsonObject Message(string text) => Posted.Message(_connector.Address, text, _conversation, channel: "msteams").With("from", new JsonObject { ["id"] = _user, ["name"] = "Ada" });

    private JsonObject Invoke() => Message("").Without("text").With("type", "invoke").With("name", "adaptiveCard/action");

    private async Task<Sent> SayAsync(string text)
    {
        using var response = await _http.PostActivityAsync(Message(text));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await _connector.NextAsync();
    }

    private async Task<JsonNode> CardOfAsync(string question)
    {
        var attachment = Assert.Single((await SayAsync(question)).Activity.GetProperty("attachments").EnumerateArray());
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        var card = Parse(attachment.GetProperty("content"));
        Assert.Equal("1.5", (string?)card["version"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)card["fallbackText"]));
        _cards.Add(card);
        return card;
    }

    private async Task<JsonNode> PressAsync(JsonNode card, string title, int nth = 0, string? value = null)
    {
        var answered = await InvokeAsync(Value(card, title, nth, value), Invoke().With("locale", "en-US"));
        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), ((int)answered["statusCode"]!, (string?)answered["type"]));
        _cards.Add(answered["value"]!);
        return answered["value"]!;
    }

    private async Task<JsonNode> InvokeAsync(JsonObject value, JsonObject invoke)
    {
        using var response = await _http.PostActivityAsync(invoke.With("value", value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
    }

    /// <summary>As a client sends it: the button's verb and data, with what was written into the fields that it takes.</summary>
    private static JsonObject Value(JsonNode card, string title, int? nth, string? value)
    {
        var action = Actions(card).Where(each => (string?)each["title"] == title).ElementAt(nth ?? 0);
        var data = action["data"]!.DeepClone();
        if (value is not null && (string?)action["associatedInputs"] == "auto")
            data["value"] = value;
        return new()
        {
            ["action"] = new JsonObject { ["type"] = (string?)action["type"], ["verb"] = (string?)action["verb"], ["data"] = data },
            ["trigger"] = "manual",
        };
    }

    /// <summary>Which of the list's buttons belongs to a fact.</summary>
    private static int RowOf(JsonNode card, string fact) =>
        card["body"]!.AsArray().Where(item => (string?)item!["type"] == "ColumnSet").Index().First(row => row.Item!.ToJsonString().Contains(fact, StringComparison.Ordinal)).Index;
}
