using System.ComponentModel;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Memory;
using Assistant.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using static Assistant.Tests.Agent.AgentUnderTest;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Assistant.Tests.Agent.Asking;

/// <summary>What a tool's call lacks is asked of the person: by a form, or in words one thing after the other.</summary>
public sealed class ToolFormTests
{
    private static readonly Dictionary<string, string> s_filled = new() { ["item"] = "pears", ["count"] = "3", ["on"] = "2027-03-14", ["speed"] = "Express", ["gift"] = "true", ["at"] = "2027-03-14 14:30" };

    [Fact]
    public async Task MissingArguments_AreAskedFor_EachByItsType_AndTheCallWaits()
    {
        using var agent = With(new ScriptedModel().Calls(("shop_order", new() { ["item"] = " " })).Says("This is never asked for."));

        var answer = (await agent.AskAsync("Order something")).Answer;

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Equal((AskedKind.Form, "Order something"), (answer.Asks!.Kind, answer.Asks.Question));
        Assert.Equal(
            [("item", "What to order", AskedFieldKind.Text), ("count", "How many", AskedFieldKind.WholeNumber), ("on", "Delivery day", AskedFieldKind.Date), ("speed", "speed", AskedFieldKind.Choice), ("gift", "gift", AskedFieldKind.Toggle), ("at", "at", AskedFieldKind.DateAndTime)],
            answer.Asks.Call!.Missing.Select(field => (field.Name, field.Label, field.Kind)));
        Assert.Equal(["Standard", "Express"], answer.Asks.Call.Missing[3].Options);
        Assert.Contains("shop_order", answer.Text, StringComparison.Ordinal);
        Assert.Contains("First: What to order.", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["Cancel"], answer.SuggestedReplies);
        Assert.Contains("asked for what is missing", Assert.Single(answer.ToolCalls).Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormSent_TheToolRunsWithAllOfIt_AndTheModelGoesOn()
    {
        var model = new ScriptedModel().Calls(("shop_order", [])).Says("On its way.");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Order something")).Answer;

        var answer = (await agent.AskAsync(Sent(asked, s_filled))).Answer;

        Assert.Equal(["3 pears on 2027-03-14, Express, gift, 14:30"], agent.Get<Shop>().Orders);
        Assert.Equal(("On its way.", "Order something"), (answer.Text, answer.Question));
        Assert.Null(answer.Asks);
        Assert.True(Assert.Single(answer.ToolCalls).Succeeded);
    }

    [Fact]
    public async Task ArgumentsThatTheModelGivesAsJson_AreTakenByTheirTypes()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"item":"pears","count":3,"on":"2027-03-14","speed":"Express","gift":true,"at":"2027-03-14T14:30"}""");
        using var agent = With(new ScriptedModel().Calls(("shop_order", json.RootElement.EnumerateObject().ToDictionary(each => each.Name, each => (object?)each.Value))).Says("On its way."));

        Assert.Null((await agent.AskAsync("Order three pears")).Answer.Asks);

        Assert.Equal(["3 pears on 2027-03-14, Express, gift, 14:30"], agent.Get<Shop>().Orders);
    }

    [Fact]
    public async Task InWords_OneThingIsAskedAfterTheOther()
    {
        var model = new ScriptedModel().Calls(("shop_reserve", [])).Says("Reserved.");
        using var agent = With(model);
        var item = (await agent.AskAsync("Reserve something")).Answer;
        Assert.Contains("First: item.", item.Text, StringComparison.Ordinal);

        var speed = (await agent.AskAsync(Said(item, "two pears"))).Answer;
        Assert.Contains("Please say: speed", speed.Text, StringComparison.Ordinal);
        Assert.Contains("1. Standard\n2. Express", speed.Text, StringComparison.Ordinal);
        Assert.Equal(["Standard", "Express", "Cancel"], speed.SuggestedReplies);
        var wrong = (await agent.AskAsync(Said(speed, "by ship"))).Answer;
        Assert.StartsWith("“by ship” is none of: Standard, Express (speed).", wrong.Text, StringComparison.Ordinal);
        var done = (await agent.AskAsync(Said(wrong, "express"))).Answer;

        Assert.Equal("Reserved.", done.Text);
        Assert.Equal(["reserved two pears Express"], agent.Get<Shop>().Orders);
    }

    [Fact]
    public async Task FormWithSomethingWrong_IsAskedAgainForThatAlone()
    {
        using var agent = With(new ScriptedModel().Calls(("shop_order", [])).Says("On its way."));
        var asked = (await agent.AskAsync("Order something")).Answer;

        var again = (await agent.AskAsync(Sent(asked, new(s_filled) { ["count"] = "many" }))).Answer;
        Assert.Equal(["count"], again.Asks!.Call!.Missing.Select(field => field.Name));
        Assert.Contains("“many” is not a number", again.Text, StringComparison.Ordinal);
        await agent.AskAsync(Said(again, "4"));

        Assert.StartsWith("4 pears", Assert.Single(agent.Get<Shop>().Orders), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ToolThatNeedsApproval_IsApprovedWhole_AfterTheForm()
    {
        using var agent = With(new ScriptedModel().Calls(("shop_pay", [])).Says("Paid."));
        var form = (await agent.AskAsync("Pay")).Answer;
        Assert.Equal(AskedKind.Form, form.Asks!.Kind);

        var approval = (await agent.AskAsync(Said(form, "12.50"))).Answer;
        Assert.Equal(AskedKind.ToolCall, approval.Asks!.Kind);
        Assert.Contains("amount: 12.50", approval.Text, StringComparison.Ordinal);
        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Equal("Paid.", (await agent.AskAsync(Said(approval, "yes"))).Answer.Text);

        Assert.Equal(["paid 12.50"], agent.Get<Shop>().Orders);
    }

    [Theory]
    [InlineData("What is the capital of Italy?")]
    [InlineData("How do I get to the station")]
    public async Task AnotherQuestion_WithdrawsTheForm(string said)
    {
        using var agent = With(new ScriptedModel().Calls(("shop_order", [])).Says("Rome."));
        var asked = (await agent.AskAsync("Order something")).Answer;

        var answer = (await agent.AskAsync(Said(asked, said))).Answer;

        Assert.Equal(("Rome.", null, null), (answer.Text, answer.Asks, answer.Question));
        Assert.Empty(agent.Get<Shop>().Orders);
    }

    [Fact]
    public async Task Cancelled_NothingRuns_AndTheModelIsTold()
    {
        var model = new ScriptedModel().Calls(("shop_order", [])).Says("Nothing was ordered.");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Order something")).Answer;

        Assert.Equal("Nothing was ordered.", (await agent.AskAsync(Said(asked, "never mind"))).Answer.Text);

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Contains("refused", Assert.Single(model.Asked[1][^1].Contents.OfType<FunctionResultContent>()).Result!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElse_OrTooLate_IsAMessageLikeAnyOther()
    {
        using var agent = With(new ScriptedModel().Calls(("shop_order", [])).Says("What about pears?").Says("What about pears?"));
        var asked = (await agent.AskAsync("Order something")).Answer;
        var request = Said(asked, "pears");

        Assert.Null((await agent.AskAsync(request with { From = new("u2") })).Answer.Question);
        Assert.Null((await agent.AskAsync(request with { Now = request.Now.AddHours(2) })).Answer.Question);
    }

    [Theory]
    [InlineData("shop_pack", true)]
    [InlineData("shop_order", false)]
    public async Task WhatNoFieldHolds_OrNobodyCanAnswer_IsToldToTheModel(string tool, bool canAskBack)
    {
        var model = new ScriptedModel().Calls((tool, [])).Says("What shall I pack?");
        using var agent = With(model);

        var answer = (await agent.AskAsync(Request("Pack") with { CanAskBack = canAskBack })).Answer;

        Assert.Equal(("What shall I pack?", null), (answer.Text, answer.Asks));
        Assert.Contains("must be given", Assert.Single(model.Asked[1][^1].Contents.OfType<FunctionResultContent>()).Result!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OurOwnTool_WithoutItsArgument_IsNoQuestionForThePerson()
    {
        using var agent = With(new ScriptedModel().Calls(("math_calculate", [])).Says("I cannot work that out."));
        Assert.Null((await agent.AskAsync("How much is it?")).Answer.Asks);
    }

    [Fact]
    public async Task AllowedTool_BegunByARunThatDidNotEnd_IsNotRunAgain_AndTheAnswerSaysSo()
    {
        var model = new ScriptedModel().Calls(("shop_pay", new() { ["amount"] = 5 })).Says("This is never asked for.");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Pay")).Answer;

        var answer = (await agent.AskAsync(Said(asked, "yes") with { BeginAllowed = _ => Task.FromResult(false) })).Answer;

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Single(model.Asked);
        Assert.Equal((AskedWording.Interrupted("shop_pay", "en"), false), (answer.Text, answer.Found));
        Assert.Contains("not seen to end", Assert.Single(answer.ToolCalls).Result, StringComparison.Ordinal);
    }

    private static AgentUnderTest With(ScriptedModel model) => new(model, services =>
    {
        var shop = new Shop();
        services.AddSingleton(shop);
        services.AddSingleton(KernelPluginFactory.CreateFromObject(shop, "shop"));
    });

    private static AgentRequest Said(Answer asked, string words)
    {
        var request = Request(words);
        return request with { TurnId = $"b{asked.Asks!.Id[..15]}", Memory = WorkingMemoryState.Empty with { Turns = [new("m1", asked.Asks!.Question, asked.Text, "en", request.Now, [], false) { Asked = asked.Asks }] } };
    }

    private static AgentRequest Sent(Answer asked, Dictionary<string, string> fields) => Said(asked, "Sent") with { Pressed = new(asked.Asks!.Id, PressedReply.FillReply) { Fields = fields } };

    private enum Speed
    {
        Standard,
        Express,
    }

    private sealed class Shop
    {
        public List<string> Orders { get; } = [];

        [KernelFunction("order"), Description("Orders something.")]
        public void Order([Description("What to order.")] string item, [Description("How many")] int count, [Description("Delivery day")] DateOnly on, Speed speed, bool gift, DateTime at, string note = "") =>
            Orders.Add($"{count} {item} on {on:yyyy-MM-dd}, {speed}{(gift ? ", gift" : "")}, {at:HH:mm}{note}");

        [KernelFunction("reserve")]
        public void Reserve(string item, Speed speed) => Orders.Add($"reserved {item} {speed}");

        [KernelFunction("pay"), RequiresApproval]
        public void Pay(decimal amount) => Orders.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"paid {amount}"));

        [KernelFunction("pack")]
        public void Pack(string[] items) => Orders.AddRange(items);
    }
}
