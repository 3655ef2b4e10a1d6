using System.ComponentModel;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Server;
using Assistant.Memory.Facts;
using Assistant.Tools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The cards of answers that ask back, in Teams: pressed, pressed again, too late and by somebody else.</summary>
public sealed class AskedCardTests : IAsyncLifetime
{
    private readonly string _conversation = $"c-{Guid.NewGuid():N}";
    private readonly List<JsonNode> _cards = [];
    private readonly Shop _shop = new();
    private ConnectorStub _connector = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _connector = await ConnectorStub.StartAsync();

    public ValueTask DisposeAsync() => _connector.DisposeAsync();

    [Fact]
    public async Task Choice_Pressed_IsAnswered_AndItsCardGivesWayForEverybody()
    {
        await using var server = await RunningServer.StartAsync();
        var card = await CardOfAsync(server, Offers("What is the total?"));
        Assert.Equal(["nordwind.txt", "suedwind.txt"], Buttons(card));
        Assert.Contains("Which one do you mean?", TextOf(card), StringComparison.Ordinal);
        Assert.Contains("Suedwind Trading", TextOf(card), StringComparison.Ordinal);

        var pressed = await PressAsync(server, card, "suedwind.txt");

        Assert.Contains("Chosen: suedwind.txt", TextOf(pressed), StringComparison.Ordinal);
        Assert.Empty(Buttons(pressed));
        var (answer, replaced) = await AnswerAndReplacementAsync();
        Assert.Contains("1,310.00", answer.Text, StringComparison.Ordinal);
        Assert.Equal("card-1", replaced.Id);
        Assert.Contains("Chosen: suedwind.txt", TextOf(CardIn(replaced)), StringComparison.Ordinal);
        // Again, as Teams does when it has waited, and the other button, as another device may still show it.
        Assert.Contains("Chosen: suedwind.txt", TextOf(await PressAsync(server, card, "suedwind.txt")), StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await PressAsync(server, card, "nordwind.txt")), StringComparison.Ordinal);
        // What comes next is the answer to what is said next.
        Assert.Contains("Ben Okoro", (await SayAsync(server, Message("Who is the contact?"))).Text, StringComparison.Ordinal);
        Assert.Equal(4, _connector.Messages);
        await AcceptsAsync(_cards);
    }

    [Fact]
    public async Task Choice_PressedAfterARestart_IsAnswered()
    {
        await using var server = await RunningServer.StartAsync();
        var card = await CardOfAsync(server, Offers("What is the total?"));
        await server.RestartAsync();

        await PressAsync(server, card, "nordwind.txt");

        Assert.Contains("1,250.00", (await AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_Typed_IsAnswered_AndTheCardIsNoLongerOpen()
    {
        await using var server = await RunningServer.StartAsync();
        var card = await CardOfAsync(server, Offers("What is the total?"));

        Assert.Contains("1,250.00", (await SayAsync(server, Message("1"))).Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await PressAsync(server, card, "suedwind.txt")), StringComparison.Ordinal);
        Assert.Equal(2, _connector.Messages);
    }

    [Fact]
    public async Task Choice_InAGroup_IsForThePersonWhoWasAsked()
    {
        await using var server = await RunningServer.StartAsync();
        var card = await CardOfAsync(server, InGroup(Offers("<at>Assistant</at> What is the total?")));
        Assert.Contains("For Ada to answer", TextOf(card), StringComparison.Ordinal);

        var refused = await InvokeAsync(server, Value(card, "nordwind.txt"), InGroup(Invoke()).With("from", new JsonObject { ["id"] = "user-2", ["name"] = "Ben" }));
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)refused["type"]);
        Assert.Contains("Only the person who was asked", (string?)refused["value"], StringComparison.Ordinal);
        Assert.Equal(1, _connector.Messages);

        var pressed = await InvokeAsync(server, Value(card, "nordwind.txt"), InGroup(Invoke()));
        Assert.Contains("Chosen: nordwind.txt (Ada)", TextOf(pressed["value"]!), StringComparison.Ordinal);
        Assert.Contains("1,250.00", (await AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sms", "Which one do you mean?")]
    [InlineData("directline", "2. suedwind.txt")]
    public async Task Choice_WhereNoCardsAreShown_IsNumberedText(string channel, string said)
    {
        await using var server = await RunningServer.StartAsync();
        var asked = await SayAsync(server, Offers("What is the total?").With("channelId", channel));

        Assert.Contains(said, asked.Text, StringComparison.Ordinal);
        Assert.False(asked.Activity.TryGetProperty("attachments", out _));
        Assert.Equal(2, asked.Activity.GetProperty("suggestedActions").GetProperty("actions").GetArrayLength());
        Assert.Contains("1,310.00", (await SayAsync(server, Message("2").With("channelId", channel))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgetEverything_IsForgottenWhenTheCardSaysYes_AndNotBefore()
    {
        await using var server = await RunningServer.StartAsync();
        await SayAsync(server, Message("I live in Bergen."));
        Assert.Single(await FactsAsync(server));

        var first = await CardOfAsync(server, Message("Forget everything about me."));
        Assert.Equal(["Yes, forget everything", "No"], Buttons(first));
        Assert.Contains("nothing was done", TextOf(await PressAsync(server, first, "No")), StringComparison.Ordinal);
        Assert.Contains("did nothing", (await AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await PressAsync(server, first, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Single(await FactsAsync(server));

        var second = await CardOfAsync(server, Message("Forget everything about me."));
        Assert.Contains("no longer open", TextOf(await PressAsync(server, first, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Contains("Agreed", TextOf(await PressAsync(server, second, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Contains("forgotten everything", (await AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Empty(await FactsAsync(server));
        await AcceptsAsync(_cards);
    }

    [Fact]
    public async Task EraseAllMyData_ByTheCard_Erases_AndThePressedCardIsClosedAfterwards()
    {
        await using var server = await RunningServer.StartAsync();
        var card = await CardOfAsync(server, Message("删除我的所有数据"));
        Assert.Equal(["确认全部删除", "取消"], Buttons(card));

        Assert.Contains("已同意", TextOf(await PressAsync(server, card, "确认全部删除")), StringComparison.Ordinal);
        Assert.Contains("开始删除", (await AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        // Before or after the erasure has reached the conversation: never a second one.
        Assert.Empty(Buttons(await PressAsync(server, card, "取消")));
    }

    [Fact]
    public async Task Tool_RunsWhenTheCardSaysYes_Once_AndTheModelGoesOn()
    {
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")), StubReply.Text("Three pears are on their way."));
        await using var server = await WithToolAsync(model);
        var card = await CardOfAsync(server, Message("Order three pears"));
        Assert.Contains("shop_order", TextOf(card), StringComparison.Ordinal);
        Assert.Contains("pears", TextOf(card), StringComparison.Ordinal);
        Assert.Empty(_shop.Orders);

        await PressAsync(server, card, "Yes, run it");
        Assert.Contains("Three pears are on their way.", (await AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        await PressAsync(server, card, "Yes, run it");
        Assert.Contains("no longer open", TextOf(await PressAsync(server, card, "No")), StringComparison.Ordinal);

        Assert.Equal(["3 pears"], _shop.Orders);
        Assert.Equal(2, model.Requests.Count);
        Assert.Contains(model.Requests[1].Messages, message => message is { Role: "tool", Text: "Ordered 3 pears." });
        await AcceptsAsync(_cards);
    }

    [Fact]
    public async Task Tool_AnsweredByWords_OrSupersededByAnotherMessage_DoesWhatWasSaid()
    {
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")), StubReply.Text("Nothing was ordered."),
            StubReply.Calls(("shop_order", """{"item":"plums","count":1}""")), StubReply.Text("Rome."));
        await using var server = await WithToolAsync(model);
        await CardOfAsync(server, Message("Order three pears"));
        Assert.Contains("Nothing was ordered.", (await SayAsync(server, Message("no, thanks"))).Text, StringComparison.Ordinal);

        var plums = await CardOfAsync(server, Message("Order a plum"));
        Assert.Contains("Rome.", (await SayAsync(server, Message("What is the capital of Italy?"))).Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await PressAsync(server, plums, "Yes, run it")), StringComparison.Ordinal);

        Assert.Empty(_shop.Orders);
    }

    [Fact]
    public async Task Approval_PressedAfterItsTime_DoesNothing()
    {
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")));
        await using var server = await WithToolAsync(model, "--AskBack:ApprovalLasts", "00:00:00.001");
        var card = await CardOfAsync(server, Message("Order three pears"));

        Assert.Contains("no longer open", TextOf(await PressAsync(server, card, "Yes, run it")), StringComparison.Ordinal);

        Assert.Empty(_shop.Orders);
        Assert.Equal(1, _connector.Messages);
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply","data":{"asked":"x"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply","data":{"asked":7,"reply":"1"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply","data":{"asked":"x","reply":"a reply that is much too long"}}}""")]
    public async Task Reply_ThatIsIncomplete_IsRefused(string value)
    {
        await using var server = await RunningServer.StartAsync();
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(Invoke().With("value", JsonNode.Parse(value)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Reply_ToAQuestionThatIsNotKnown_ClosesTheCard()
    {
        await using var server = await RunningServer.StartAsync();
        var unknown = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "asked.reply", ["data"] = new JsonObject { ["asked"] = "never", ["reply"] = "yes" } } };
        Assert.Contains("no longer open", TextOf((await InvokeAsync(server, unknown, Invoke().With("locale", "en-US")))["value"]!), StringComparison.Ordinal);
        Assert.Equal(0, _connector.Messages);
    }

    private Task<RunningServer> WithToolAsync(StubModelServer model, params string[] settings) => RunningServer.StartAsync(
        services => services.AddSingleton(KernelPluginFactory.CreateFromObject(_shop, "shop")), ["--Model:Endpoint", model.Endpoint.ToString(), "--Model:Name", "stub", .. settings]);

    private static async Task<IReadOnlyList<Fact>> FactsAsync(RunningServer server) => (await server.Services.GetRequiredService<IPersonalFacts>().OpenAsync(new("default", "user-1"), Cancelled)).Facts;

    private JsonObject Message(string text) => Posted.Message(_connector.Address, text, _conversation, channel: "msteams");

    private JsonObject Offers(string question) => Message(question).With("attachments", new JsonArray(
        File("nordwind.txt", "Nordwind Supplies\n\nContact: Ana Brandt\n\nTotal: 1,250.00 EUR\n"), File("suedwind.txt", "Suedwind Trading\n\nContact: Ben Okoro\n\nTotal: 1,310.00 EUR\n")));

    private static JsonObject File(string name, string text) => new() { ["contentType"] = "text/plain", ["name"] = name, ["contentUrl"] = $"data:text/plain;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}" };

    private JsonObject InGroup(JsonObject activity) => activity.With("conversation", new JsonObject { ["id"] = _conversation, ["conversationType"] = "groupChat", ["isGroup"] = true });

    private JsonObject Invoke() => Message("").Without("text").With("type", "invoke").With("name", "adaptiveCard/action").With("replyToId", "card-1");

    private async Task<Sent> SayAsync(RunningServer server, JsonObject message)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(message);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return await _connector.NextAsync();
    }

    private async Task<JsonNode> CardOfAsync(RunningServer server, JsonObject message) => CardIn(await SayAsync(server, message));

    private JsonNode CardIn(Sent sent)
    {
        Assert.True(sent.Activity.TryGetProperty("attachments", out var attachments), $"No card came with: {sent.Text}");
        var card = Parse(Assert.Single(attachments.EnumerateArray()).GetProperty("content"));
        Assert.Equal("1.5", (string?)card["version"]);
        Assert.False(sent.Activity.TryGetProperty("suggestedActions", out _));
        _cards.Add(card);
        return card;
    }

    /// <summary>They come in either order.</summary>
    private async Task<(Sent Answer, Sent Replaced)> AnswerAndReplacementAsync()
    {
        Sent[] both = [await _connector.NextAsync(), await _connector.NextAsync()];
        return (Assert.Single(both, sent => !sent.Replaces), Assert.Single(both, sent => sent.Replaces));
    }

    private async Task<JsonNode> PressAsync(RunningServer server, JsonNode card, string title)
    {
        var answered = await InvokeAsync(server, Value(card, title), Invoke());
        Assert.Equal((200, "application/vnd.microsoft.card.adaptive"), ((int)answered["statusCode"]!, (string?)answered["type"]));
        _cards.Add(answered["value"]!);
        return answered["value"]!;
    }

    private static async Task<JsonNode> InvokeAsync(RunningServer server, JsonObject value, JsonObject invoke)
    {
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(invoke.With("value", value));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))!;
    }

    private static JsonObject Value(JsonNode card, string title)
    {
        var action = Actions(card).First(each => (string?)each["title"] == title);
        return new() { ["action"] = new JsonObject { ["type"] = (string?)action["type"], ["verb"] = (string?)action["verb"], ["data"] = action["data"]!.DeepClone() }, ["trigger"] = "manual" };
    }

    private sealed class Shop
    {
        private readonly Lock _lock = new();
        private readonly List<string> _orders = [];

        public IReadOnlyList<string> Orders
        {
            get
            {
                lock (_lock)
                    return [.. _orders];
            }
        }

        [KernelFunction("order"), RequiresApproval, Description("Orders something.")]
        public string Order(string item, int count)
        {
            lock (_lock)
                _orders.Add($"{count} {item}");
            return $"Ordered {count} {item}.";
        }
    }
}
