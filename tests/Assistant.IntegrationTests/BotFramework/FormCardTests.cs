using System.Text.Json.Nodes;
using Assistant.IntegrationTests.Model;
using Assistant.IntegrationTests.Server;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.IntegrationTests.BotFramework.CardPeer;

namespace Assistant.IntegrationTests.BotFramework;

/// <summary>The form that asks a person in Teams for what a tool's call lacks: sent whole, with something missing or wrong, twice, by somebody else, after a restart, and answered in words.</summary>
public sealed class FormCardTests(OpenShop open) : IClassFixture<OpenShop>, IAsyncLifetime
{
    private static readonly (string, JsonNode?)[] s_whole = [("item", "pears"), ("count", "3"), ("from", "2027-03-14"), ("place", "Station"), ("wrapped", "true")];
    private readonly Shop _shop = open.Shop;
    private readonly StubModelServer _model = open.Model;
    private AskedConversation _chat = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _shop.Forget();
        _model.Forget();
        _chat = await AskedConversation.StartAsync();
    }

    public ValueTask DisposeAsync() => _chat.DisposeAsync();

    [Fact]
    public async Task Form_HasAnInputForEachArgument_AndWhatWasSentGoesToTheTool_Once()
    {
        _model.Then(StubReply.Calls(("shop_reserve", "{}")), StubReply.Text("Three pears are waiting at the station."));
        var server = open.Server;
        var asked = await _chat.SayAsync(server, _chat.Message("Reserve something"));
        Assert.False(asked.Activity.TryGetProperty("text", out _));
        var card = _chat.CardIn(asked);
        Assert.Contains("shop_reserve", TextOf(card), StringComparison.Ordinal);
        Assert.Equal(
            ["Input.Text field.item What to reserve", "Input.Number field.count How many (a whole number)", "Input.Date field.from From which day", "Input.ChoiceSet field.place Where to fetch it", "Input.Toggle field.wrapped Gift wrapping"],
            Inputs(card).Select(input => $"{(string?)input["type"]} {(string?)input["id"]} {(string?)input["label"]}"));
        Assert.Equal(["Send", "Cancel"], Buttons(card));

        var pressed = await _chat.PressAsync(server, card, "Send", s_whole);

        Assert.Contains("What to reserve: pears", TextOf(pressed), StringComparison.Ordinal);
        Assert.Contains("Gift wrapping: Yes", TextOf(pressed), StringComparison.Ordinal);
        Assert.Empty(Buttons(pressed));
        Assert.Contains("waiting at the station", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Empty(Buttons(await _chat.PressAsync(server, card, "Send", [.. s_whole[1..], ("item", "plums")])));
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, card, "Cancel")), StringComparison.Ordinal);
        Assert.Equal(["3 pears from 2027-03-14, Station, wrapped"], _shop.Orders);
        Assert.Equal(2, _model.Requests.Count);
        await AcceptsAsync(_chat.Cards);
        await LogHasAsync(server, "shop_reserve", "pears");
    }

    [Fact]
    public async Task Form_WithSomethingMissingOrWrong_ComesBackWithWhatWasWritten_AndNothingRuns()
    {
        _model.Then(StubReply.Calls(("shop_reserve", "{}")), StubReply.Text("Reserved."));
        var server = open.Server;
        var card = await _chat.CardOfAsync(server, _chat.Message("Reserve something"));

        var again = await _chat.PressAsync(server, card, "Send", ("item", "pears"), ("count", "2.5"), ("from", "soon"), ("place", "Airport"));

        var said = TextOf(again);
        Assert.Contains("“2.5” is not a whole number", said, StringComparison.Ordinal);
        Assert.Contains("“soon” is not a date", said, StringComparison.Ordinal);
        Assert.Contains("“Airport” is none of: Harbour, Station", said, StringComparison.Ordinal);
        Assert.Contains("“Gift wrapping” is missing.", said, StringComparison.Ordinal);
        Assert.Equal("pears", (string?)Inputs(again).First()["value"]);
        Assert.Equal(1, _chat.Connector.Messages);
        Assert.Single(_model.Requests);
        // A number may come as one.
        await _chat.PressAsync(server, again, "Send", [.. s_whole.Where(each => each.Item1 != "count"), ("count", 4)]);
        Assert.Contains("Reserved.", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Equal(["4 pears from 2027-03-14, Station, wrapped"], _shop.Orders);
        await AcceptsAsync(_chat.Cards);
    }

    [Fact]
    public async Task Form_SentAfterARestart_IsTaken()
    {
        _model.Then(StubReply.Calls(("shop_reserve", """{"item":"plums"}""")), StubReply.Text("Reserved."));
        var server = open.Server;
        var card = await _chat.CardOfAsync(server, _chat.Message("Reserve plums"));
        Assert.Contains("plums", TextOf(card), StringComparison.Ordinal);
        await server.RestartAsync();

        await _chat.PressAsync(server, card, "Send", s_whole[1..]);

        Assert.Contains("Reserved.", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Equal(["3 plums from 2027-03-14, Station, wrapped"], _shop.Orders);
    }

    [Fact]
    public async Task Form_InAGroup_IsForThePersonWhoWasAsked()
    {
        _model.Then(StubReply.Calls(("shop_reserve", "{}")));
        var server = open.Server;
        var card = await _chat.CardOfAsync(server, _chat.InGroup(_chat.Message("<at>Assistant</at> Reserve something")));

        var refused = await AskedConversation.InvokeAsync(server, AskedConversation.Value(card, "Send", s_whole), _chat.InGroup(_chat.Invoke()).With("from", new JsonObject { ["id"] = "user-2", ["name"] = "Ben" }));

        Assert.Contains("Only the person who was asked", (string?)refused["value"], StringComparison.Ordinal);
        Assert.Empty(_shop.Orders);
        Assert.Equal(1, _chat.Connector.Messages);
    }

    [Fact]
    public async Task AnotherMessage_WithdrawsTheForm()
    {
        _model.Then(StubReply.Calls(("shop_reserve", "{}")), StubReply.Text("Rome."));
        var server = open.Server;
        var card = await _chat.CardOfAsync(server, _chat.Message("Reserve something"));

        Assert.Contains("Rome.", (await _chat.SayAsync(server, _chat.Message("What is the capital of Italy?"))).Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", TextOf(await _chat.PressAsync(server, card, "Send", s_whole)), StringComparison.Ordinal);
        Assert.Empty(_shop.Orders);
    }

    [Fact]
    public async Task Cancel_RunsNothing_AndTheModelIsTold()
    {
        _model.Then(StubReply.Calls(("shop_reserve", "{}")), StubReply.Text("All right, nothing was reserved."));
        var server = open.Server;
        var card = await _chat.CardOfAsync(server, _chat.Message("Reserve something"));

        Assert.Contains("nothing was done", TextOf(await _chat.PressAsync(server, card, "Cancel")), StringComparison.Ordinal);
        Assert.Contains("nothing was reserved", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Empty(_shop.Orders);
    }

    [Fact]
    public async Task ToolThatNeedsApproval_IsApprovedWhole_AfterItsForm()
    {
        _model.Then(StubReply.Calls(("shop_order", """{"item":"pears"}""")), StubReply.Text("Ordered."));
        var server = open.Server;
        var form = await _chat.CardOfAsync(server, _chat.Message("Order pears"));

        await _chat.PressAsync(server, form, "Send", ("count", "3"));
        var approval = _chat.CardIn((await _chat.AnswerAndReplacementAsync()).Answer);
        Assert.Equal(["Yes, run it", "No"], Buttons(approval));
        Assert.Contains("3", TextOf(approval), StringComparison.Ordinal);
        Assert.Empty(_shop.Orders);
        await _chat.PressAsync(server, approval, "Yes, run it");

        Assert.Contains("Ordered.", (await _chat.AnswerAndReplacementAsync()).Answer.Text, StringComparison.Ordinal);
        Assert.Equal(["3 pears"], _shop.Orders);
        await AcceptsAsync(_chat.Cards);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("msteams")]
    public async Task InWords_OneThingIsAskedAfterTheOther(string channel)
    {
        _model.Then(StubReply.Calls(("shop_reserve", """{"count":2,"from":"2027-03-14"}""")), StubReply.Text("Reserved."));
        var server = open.Server;
        Task<Sent> Say(string words) => _chat.SayAsync(server, _chat.Message(words).With("channelId", channel));
        var (first, second, wrong, third) = (await Say("Reserve two"), await Say("pears"), await Say("the moon"), await Say("station"));

        if (channel == "sms")
        {
            Assert.Contains("First: What to reserve.", first.Text, StringComparison.Ordinal);
            Assert.Contains("First: Where to fetch it.", second.Text, StringComparison.Ordinal);
            Assert.False(first.Activity.TryGetProperty("attachments", out _));
            Assert.Contains("Gift wrapping (yes or no)", third.Text, StringComparison.Ordinal);
        }
        Assert.Contains("“the moon” is none of: Harbour, Station", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Reserved.", (await Say("no")).Text, StringComparison.Ordinal);
        Assert.Equal(["2 pears from 2027-03-14, Station"], _shop.Orders);
    }

    private static IEnumerable<JsonObject> Inputs(JsonNode card) => card["body"]!.AsArray().Select(each => each!.AsObject()).Where(each => ((string?)each["type"])!.StartsWith("Input.", StringComparison.Ordinal));

    private async Task LogHasAsync(RunningServer server, params string[] words)
    {
        var archive = new List<string>();
        await foreach (var item in server.Services.GetRequiredService<IPersonArchive>().ReadAsync(new("default", _chat.User), "test", Cancelled))
            archive.Add(item.ToString());
        Assert.All(words, word => Assert.Contains(archive, item => item.Contains(word, StringComparison.Ordinal)));
    }
}
