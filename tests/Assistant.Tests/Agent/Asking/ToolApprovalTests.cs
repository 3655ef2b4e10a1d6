using System.ComponentModel;
using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Agent.Kernels;
using Assistant.Memory;
using Assistant.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using static Assistant.Tests.Agent.AgentUnderTest;
using FunctionCallContent = Microsoft.Extensions.AI.FunctionCallContent;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Assistant.Tests.Agent.Asking;

/// <summary>A tool that is marked runs only after its person has agreed to this very call.</summary>
public sealed class ToolApprovalTests
{
    private static readonly (string, Dictionary<string, object?>) s_order = ("shop_order", new() { ["item"] = "pears", ["count"] = 3 });

    [Fact]
    public async Task MarkedTool_Waits_AndTheTurnAsksNamingToolAndArguments()
    {
        var model = new ScriptedModel().Calls(s_order).Says("This is never asked for.");
        using var agent = With(model);

        var answer = (await agent.AskAsync("Order three pears")).Answer;

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Single(model.Asked);
        Assert.Equal((AskedKind.ToolCall, "shop_order", "Order three pears"), (answer.Asks!.Kind, answer.Asks.Call!.Tool, answer.Asks.Question));
        Assert.Contains("shop_order", answer.Text, StringComparison.Ordinal);
        Assert.Contains("item: pears", answer.Text, StringComparison.Ordinal);
        Assert.Contains("count: 3", answer.Text, StringComparison.Ordinal);
        Assert.Contains("10 minutes", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["Yes, run it", "No"], answer.SuggestedReplies);
        var call = Assert.Single(answer.ToolCalls);
        Assert.Equal(("shop_order", false), (call.Name, call.Succeeded));
        Assert.Contains("waits", call.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Allowed_TheToolRunsOnce_AndTheModelGoesOnFromItsResult()
    {
        var seen = new Seen();
        var model = new ScriptedModel().Calls(s_order).Says("Three pears are on their way.");
        using var agent = With(model, services => services.AddSingleton<IFunctionInvocationFilter>(seen));
        var asked = (await agent.AskAsync("Order three pears")).Answer;

        var answer = (await ReplyAsync(agent, "yes", asked)).Answer;

        Assert.Equal(["3 pears"], agent.Get<Shop>().Orders);
        Assert.Equal(["order"], seen.Functions);
        Assert.Equal(("Three pears are on their way.", "Order three pears"), (answer.Text, answer.Question));
        Assert.Null(answer.Asks);
        var call = Assert.Single(answer.ToolCalls);
        Assert.Equal(("shop_order", true, "Ordered 3 pears."), (call.Name, call.Succeeded, call.Result));
        var told = model.Asked[1];
        Assert.Contains("Order three pears", told[^3].Text, StringComparison.Ordinal);
        Assert.Equal("shop_order", Assert.Single(told[^2].Contents.OfType<FunctionCallContent>()).Name);
        Assert.Equal("Ordered 3 pears.", Assert.Single(told[^1].Contents.OfType<FunctionResultContent>()).Result!.ToString());
    }

    [Fact]
    public async Task Allowed_AfterOthersHaveTalked_RunsOnce_AndWhatTheySaidStays()
    {
        var model = new ScriptedModel().Calls(s_order).Says("Three pears are on their way.").Says("Yes to what?");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Order three pears")).Answer;
        RememberedTurn own = new("a-1", "Order three pears", asked.Text, "en", TimeProvider.System.GetUtcNow(), [], false) { Asked = asked.Asks, PersonId = "u1" };
        RememberedTurn other = new("a-2", "Is it raining?", "It is.", "en", TimeProvider.System.GetUtcNow(), [], true) { PersonId = "u2" };

        var answer = (await YesAsync([own, other])).Answer;

        Assert.Equal(["3 pears"], agent.Get<Shop>().Orders);
        Assert.Equal("Three pears are on their way.", answer.Text);
        Assert.Contains(model.Asked[1], message => message.Text.Contains("Is it raining?", StringComparison.Ordinal));
        RememberedTurn withdrawn = own with { ActivityId = "a-3", Question = "Something else", Asked = null };
        await YesAsync([own, other, withdrawn]);
        Assert.Single(agent.Get<Shop>().Orders);

        Task<Heard> YesAsync(RememberedTurn[] turns) => agent.AskAsync(Request("yes") with { TurnId = "b-1", Memory = WorkingMemoryState.Empty with { Turns = turns } });
    }

    [Fact]
    public async Task Refused_NothingRuns_AndTheModelIsTold()
    {
        var model = new ScriptedModel().Calls(s_order).Says("All right, nothing was ordered.");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Order three pears")).Answer;

        var answer = (await ReplyAsync(agent, "no", asked)).Answer;

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Equal("All right, nothing was ordered.", answer.Text);
        Assert.Contains("refused", Assert.Single(model.Asked[1][^1].Contents.OfType<FunctionResultContent>()).Result!.ToString(), StringComparison.Ordinal);
        Assert.False(Assert.Single(answer.ToolCalls).Succeeded);
    }

    [Fact]
    public async Task SecondTool_AsksAgain_AndGoesOnFromBoth()
    {
        var model = new ScriptedModel().Calls(("math_calculate", new() { ["expression"] = "1+2" }), s_order).Calls(("shop_cancel", new() { ["item"] = "plums" })).Says("Done.");
        using var agent = With(model);
        var first = (await agent.AskAsync("Order pears in place of plums")).Answer;
        Assert.Equal("math_calculate", Assert.Single(first.Asks!.Call!.Before).Name);

        var second = (await ReplyAsync(agent, "yes", first)).Answer;
        Assert.Equal("shop_cancel", second.Asks!.Call!.Tool);
        Assert.Equal(["3 pears"], agent.Get<Shop>().Orders);
        var last = (await ReplyAsync(agent, "yes", second)).Answer;

        Assert.Equal("Done.", last.Text);
        Assert.Equal(["3 pears", "no plums"], agent.Get<Shop>().Orders);
        Assert.Equal(["math_calculate", "shop_order", "shop_cancel"], model.Asked[2].SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(call => call.Name));
    }

    [Fact]
    public async Task TwoAtOnce_OneWaits_TheOtherIsNotRun()
    {
        var model = new ScriptedModel().Calls(s_order, ("shop_cancel", new() { ["item"] = "plums" }));
        using var agent = With(model);

        var answer = (await agent.AskAsync("Order pears in place of plums")).Answer;

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Equal(2, answer.ToolCalls.Count);
        Assert.Contains(answer.ToolCalls, call => call.Result.Contains("another call waits", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 700)]
    public async Task Reply_OfSomebodyElseOrTooLate_RunsNothing(bool sameperson, int secondsLater)
    {
        var model = new ScriptedModel().Calls(s_order).Says("Yes what?");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Order three pears")).Answer;
        var request = ReplyTo("yes", asked);

        await agent.AskAsync(request with { From = new(sameperson ? "u1" : "u2"), Now = request.Now.AddSeconds(secondsLater) });

        Assert.Empty(agent.Get<Shop>().Orders);
    }

    [Fact]
    public async Task WhereNobodyCanReply_TheModelIsToldThatItCannotBe()
    {
        var model = new ScriptedModel().Calls(s_order).Says("I cannot order here.");
        using var agent = With(model);

        var answer = (await agent.AskAsync(Request("Order three pears") with { CanAskBack = false })).Answer;

        Assert.Empty(agent.Get<Shop>().Orders);
        Assert.Equal(("I cannot order here.", null), (answer.Text, answer.Asks));
    }

    [Fact]
    public async Task ToolOfAServer_MarkedByItsMetadata_WaitsToo()
    {
        var orders = new List<string>();
        var send = KernelFunctionFactory.CreateFromMethod((string to) => orders.Add(to), new KernelFunctionFromMethodOptions { FunctionName = "send", AdditionalMetadata = new(new Dictionary<string, object?> { [RequiresApprovalAttribute.Metadata] = true }) });
        var model = new ScriptedModel().Calls(("mail_send", new() { ["to"] = "x@example.com" }));
        using var agent = With(model, services => services.AddSingleton(KernelPluginFactory.CreateFromFunctions("mail", [send])));

        var answer = (await agent.AskAsync("Send it")).Answer;

        Assert.Empty(orders);
        Assert.Equal("mail_send", answer.Asks!.Call!.Tool);
    }

    [Fact]
    public async Task ToolThatFails_WhenAllowed_IsToldToTheModel()
    {
        var model = new ScriptedModel().Calls(("shop_order", new() { ["item"] = "stones", ["count"] = 1 })).Says("Stones cannot be had.");
        using var agent = With(model);
        var asked = (await agent.AskAsync("Order a stone")).Answer;

        var answer = (await ReplyAsync(agent, "yes", asked)).Answer;

        Assert.Equal("Stones cannot be had.", answer.Text);
        Assert.Equal("We have no stones.", Assert.Single(model.Asked[1][^1].Contents.OfType<FunctionResultContent>()).Result!.ToString());
    }

    private static AgentUnderTest With(ScriptedModel model, Action<IServiceCollection>? configure = null) => new(model, services =>
    {
        var shop = new Shop();
        services.AddSingleton(shop);
        services.AddSingleton(KernelPluginFactory.CreateFromObject(shop, "shop"));
        configure?.Invoke(services);
    });

    private static Task<Heard> ReplyAsync(AgentUnderTest agent, string reply, Answer asked) => agent.AskAsync(ReplyTo(reply, asked));

    private static AgentRequest ReplyTo(string reply, Answer asked)
    {
        var request = Request(reply);
        return request with { TurnId = $"b{asked.Asks!.Id[..15]}", Memory = WorkingMemoryState.Empty with { Turns = [new("m1", asked.Asks!.Question, asked.Text, "en", request.Now, [], false) { Asked = asked.Asks }] } };
    }

    private sealed class Shop
    {
        public List<string> Orders { get; } = [];

        [KernelFunction("order"), RequiresApproval, Description("Orders something.")]
        public string Order(string item, int count)
        {
            if (item == "stones")
                throw new ToolException("We have no stones.");
            Orders.Add($"{count} {item}");
            return $"Ordered {count} {item}.";
        }

        [KernelFunction("cancel"), RequiresApproval, Description("Cancels an order.")]
        public void Cancel(string item) => Orders.Add($"no {item}");
    }

    private sealed class Seen : IFunctionInvocationFilter
    {
        public List<string> Functions { get; } = [];

        public Task OnFunctionInvocationAsync(Microsoft.SemanticKernel.FunctionInvocationContext context, Func<Microsoft.SemanticKernel.FunctionInvocationContext, Task> next)
        {
            if (context.Function.PluginName is not null)
                Functions.Add(context.Function.Name);
            return next(context);
        }
    }
}
