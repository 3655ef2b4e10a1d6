using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Memory.Facts;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The cards of answers that ask back, in Teams: pressed, pressed again, too late and by somebody else.</summary>
public sealed class AskedCardTests(AskedCardTests.QuietServer shipped) : IClassFixture<AskedCardTests.QuietServer>, IAsyncLifetime
{
    private readonly Shop _shop = new();
    private AskedConversation _chat = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _chat = await AskedConversation.StartAsync();

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task Choice_Pressed_IsAnswered_AndItsCardGivesWayForEverybody()
    {
        var server = shipped.Server;
        var asked = await _chat.SayAsync(server, Offers("What is the total?"));
        // The card alone asks; where only a line is shown, as in a notification, it is the question.
        Assert.False(asked.Activity.TryGetProperty("text", out _));
        Assert.Equal("Which one do you mean?", asked.Activity.GetProperty("summary").GetString());
        var card = _chat.CardIn(asked);
        Assert.Equal(["nordwind.txt", "suedwind.txt"], Buttons(card));
        Assert.Contains("Which one do you mean?", TextOf(card), StringComparison.Ordinal);
        Assert.Contains("Suedwind Trading", TextOf(card), StringComparison.Ordinal);

        var pressed = await _chat.PressAsync(server, card, "suedwind.txt");

        Assert.Contains("Chosen: suedwind.txt", TextOf(pressed), StringComparison.Ordinal);
        Assert.Empty(Buttons(pressed));
        var (answer, replaced) = await _chat.AnswerAndReplacementAsync();
        Assert.Contains("1,310.00", answer.Text, StringComparison.Ordinal);
        Assert.Equal("card-1", replaced.Id);
        Assert.Contains("Chosen: suedwind.txt", TextOf(_chat.CardIn(replaced)), StringComparison.Ordinal);
        // Again, as Teams does when it has waited, and the other button, as another device may still show it.
        Assert.Contains("Chosen: suedwind.txt", TextOf(await _chat.PressAsync(server, card, "suedwind.txt")), StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, card, "nordwind.txt")), StringComparison.Ordinal);
        // What comes next is the answer to what is said next.
        Assert.Contains("Ben Okoro", (await _chat.SayAsync(server, _chat.Message("Who is the contact?"))).Text, StringComparison.Ordinal);
        Assert.Equal(4, _chat.Connector.Messages);
        await AcceptsAsync(_chat.Cards);
    }

    [Fact]
    public async Task Choice_PressedAfterARestart_IsAnswered()
    {
        var server = shipped.Server;
        var card = await _chat.CardOfAsync(server, Offers("What is the total?"));
        await server.RestartAsync();

        await _chat.PressAsync(server, card, "nordwind.txt");

        Assert.Contains("1,250.00", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_Typed_IsAnswered_AndTheCardIsNoLongerOpen()
    {
        var server = shipped.Server;
        var card = await _chat.CardOfAsync(server, Offers("What is the total?"));

        Assert.Contains("1,250.00", (await _chat.SayAsync(server, _chat.Message("1"))).Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, card, "suedwind.txt")), StringComparison.Ordinal);
        Assert.Equal(2, _chat.Connector.Messages);
    }

    [Fact]
    public async Task Choice_InAGroup_IsForThePersonWhoWasAsked()
    {
        var server = shipped.Server;
        var card = await _chat.CardOfAsync(server, _chat.InGroup(Offers("<at>Assistant</at> What is the total?")));
        Assert.Contains("For Ada to answer", TextOf(card), StringComparison.Ordinal);

        var refused = await AskedConversation.InvokeAsync(server, AskedConversation.Value(card, "nordwind.txt"), _chat.InGroup(_chat.Invoke()).With("from", new JsonObject { ["id"] = "user-2", ["name"] = "Ben" }));
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)refused["type"]);
        Assert.Contains("Only the person who was asked", (string?)refused["value"], StringComparison.Ordinal);
        Assert.Equal(1, _chat.Connector.Messages);

        var pressed = await AskedConversation.InvokeAsync(server, AskedConversation.Value(card, "nordwind.txt"), _chat.InGroup(_chat.Invoke()));
        Assert.Contains("Chosen: nordwind.txt (Ada)", TextOf(pressed["value"]!), StringComparison.Ordinal);
        Assert.Contains("1,250.00", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sms", "Which one do you mean?")]
    [InlineData("directline", "2. suedwind.txt")]
    public async Task Choice_WhereNoCardsAreShown_IsNumberedText(string channel, string said)
    {
        var server = shipped.Server;
        var asked = await _chat.SayAsync(server, Offers("What is the total?").With("channelId", channel));

        Assert.Contains(said, asked.Text, StringComparison.Ordinal);
        Assert.False(asked.Activity.TryGetProperty("attachments", out _));
        Assert.Equal(2, asked.Activity.GetProperty("suggestedActions").GetProperty("actions").GetArrayLength());
        Assert.Contains("1,310.00", (await _chat.SayAsync(server, _chat.Message("2").With("channelId", channel))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choice_InABusyGroup_StaysOpenWhileOthersTalk()
    {
        var server = shipped.Server;
        var card = await _chat.CardOfAsync(server, _chat.InGroup(Offers("<at>Assistant</at> What is the total?")));
        var other = new JsonObject { ["id"] = "user-2", ["name"] = "Piet" };
        await _chat.SayAsync(server, _chat.InGroup(_chat.Message("<at>Assistant</at> hello")).With("from", other));

        var pressed = await AskedConversation.InvokeAsync(server, AskedConversation.Value(card, "suedwind.txt"), _chat.InGroup(_chat.Invoke()));

        Assert.Contains("Chosen: suedwind.txt", TextOf(pressed["value"]!), StringComparison.Ordinal);
        Assert.Contains("1,310.00", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgetEverything_IsForgottenWhenTheCardSaysYes_AndNotBefore()
    {
        var server = shipped.Server;
        await _chat.SayAsync(server, _chat.Message("I live in Bergen."));
        // Learnt beside the record: the reply may be here before.
        await Eventually.HoldsAsync(async () => (await FactsAsync(server)).Count == 1);

        var first = await _chat.CardOfAsync(server, _chat.Message("Forget everything about me."));
        Assert.Equal(["Yes, forget everything", "No"], Buttons(first));
        Assert.Contains("nothing was done", TextOf(await _chat.PressAsync(server, first, "No")), StringComparison.Ordinal);
        Assert.Contains("did nothing", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, first, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Single(await FactsAsync(server));

        var second = await _chat.CardOfAsync(server, _chat.Message("Forget everything about me."));
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, first, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Contains("Agreed", TextOf(await _chat.PressAsync(server, second, "Yes, forget everything")), StringComparison.Ordinal);
        Assert.Contains("forgotten everything", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Empty(await FactsAsync(server));
        await AcceptsAsync(_chat.Cards);
    }

    [Fact]
    public async Task EraseAllMyData_ByTheCard_Erases_AndThePressedCardIsClosedAfterwards()
    {
        var server = shipped.Server;
        var card = await _chat.CardOfAsync(server, _chat.Message("删除我的所有数据"));
        Assert.Equal(["确认全部删除", "取消"], Buttons(card));

        Assert.Contains("已同意", TextOf(await _chat.PressAsync(server, card, "确认全部删除")), StringComparison.Ordinal);
        Assert.Contains("开始删除", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        // Before or after the erasure has reached the conversation: never a second one.
        Assert.Empty(Buttons(await _chat.PressAsync(server, card, "取消")));
    }

    [Fact]
    public async Task Tool_RunsWhenTheCardSaysYes_Once_AndTheModelGoesOn()
    {
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")), StubReply.Text("Three pears are on their way."));
        await using var server = await _shop.StartServerAsync(model);
        var card = await _chat.CardOfAsync(server, _chat.Message("Order three pears"));
        Assert.Contains("shop_order", TextOf(card), StringComparison.Ordinal);
        Assert.Contains("pears", TextOf(card), StringComparison.Ordinal);
        Assert.Empty(_shop.Orders);

        await _chat.PressAsync(server, card, "Yes, run it");
        Assert.Contains("Three pears are on their way.", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        await _chat.PressAsync(server, card, "Yes, run it");
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, card, "No")), StringComparison.Ordinal);

        Assert.Equal(["3 pears"], _shop.Orders);
        Assert.Equal(2, model.Requests.Count);
        Assert.Contains(model.Requests[1].Messages, message => message is { Role: "tool", Text: "Ordered 3 pears." });
        await AcceptsAsync(_chat.Cards);
    }

    [Fact]
    public async Task Tool_AnsweredByWords_OrSupersededByAnotherMessage_DoesWhatWasSaid()
    {
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")), StubReply.Text("Nothing was ordered."),
            StubReply.Calls(("shop_order", """{"item":"plums","count":1}""")), StubReply.Text("Rome."));
        await using var server = await _shop.StartServerAsync(model);
        await _chat.CardOfAsync(server, _chat.Message("Order three pears"));
        Assert.Contains("Nothing was ordered.", (await _chat.SayAsync(server, _chat.Message("no, thanks"))).Text, StringComparison.Ordinal);

        var plums = await _chat.CardOfAsync(server, _chat.Message("Order a plum"));
        Assert.Contains("Rome.", (await _chat.SayAsync(server, _chat.Message("What is the capital of Italy?"))).Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, plums, "Yes, run it")), StringComparison.Ordinal);

        Assert.Empty(_shop.Orders);
    }

    [Fact]
    public async Task Approval_PressedAfterItsTime_DoesNothing()
    {
        await using var model = await StubModelServer.StartAsync(Cancelled);
        model.Then(StubReply.Calls(("shop_order", """{"item":"pears","count":3}""")));
        await using var server = await _shop.StartServerAsync(model, "--AskBack:ApprovalLasts", "00:00:00.001");
        var card = await _chat.CardOfAsync(server, _chat.Message("Order three pears"));

        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, card, "Yes, run it")), StringComparison.Ordinal);

        Assert.Empty(_shop.Orders);
        Assert.Equal(1, _chat.Connector.Messages);
    }

    [Theory]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply","data":{"asked":"x"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply","data":{"asked":7,"reply":"1"}}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"asked.reply","data":{"asked":"x","reply":"a reply that is much too long"}}}""")]
    public async Task Reply_ThatIsIncomplete_IsRefused(string value)
    {
        var server = shipped.Server;
        using var http = server.CreateClient();
        using var response = await http.PostActivityAsync(_chat.Invoke().With("value", JsonNode.Parse(value)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Reply_ToAQuestionThatIsNotKnown_ClosesTheCard()
    {
        var server = shipped.Server;
        var unknown = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "asked.reply", ["data"] = new JsonObject { ["asked"] = "never", ["reply"] = "yes" } } };
        Assert.Contains("no longer open", TextOf((await AskedConversation.InvokeAsync(server, unknown, _chat.Invoke().With("locale", "en-US")))["value"]!), StringComparison.Ordinal);
        Assert.Equal(0, _chat.Connector.Messages);
    }

    private async Task<IReadOnlyList<Fact>> FactsAsync(RunningServer server) => (await server.Services.GetRequiredService<IPersonalFacts>().OpenAsync(new("default", _chat.User), Cancelled)).Facts;

    private JsonObject Offers(string question) => _chat.Message(question).With("attachments", new JsonArray(
        File("nordwind.txt", "Nordwind Supplies\n\nContact: Ana Brandt\n\nTotal: 1,250.00 EUR\n"), File("suedwind.txt", "Suedwind Trading\n\nContact: Ben Okoro\n\nTotal: 1,310.00 EUR\n")));

    /// <summary>As it is shipped, but for the card that tells a group how far a long turn is: a worker that starts may take as long.</summary>
    public sealed class QuietServer : ServerFixture
    {
        protected override string[] Settings => ["--BotFramework:ProgressAfter", "0"];

        private protected override Action<IServiceCollection>? Configure => null;
    }

    private static JsonObject File(string name, string text) => new() { ["contentType"] = "text/plain", ["name"] = name, ["contentUrl"] = $"data:text/plain;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}" };
}
