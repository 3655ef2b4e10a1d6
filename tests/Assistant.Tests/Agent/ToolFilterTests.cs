using System.Collections.Concurrent;
using Assistant.Agent;
using Assistant.Agent.Kernels;
using Assistant.Conversations;
using Assistant.Prompts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using static Assistant.Tests.Agent.AgentUnderTest;
using FunctionInvocationContext = Microsoft.SemanticKernel.FunctionInvocationContext;
using FunctionResultContent = Microsoft.Extensions.AI.FunctionResultContent;

namespace Assistant.Tests.Agent;

public sealed class ToolFilterTests
{
    private static (string, Dictionary<string, object?>) Calculate(string expression) => ("math_calculate", new() { ["expression"] = expression });

    [Fact]
    public async Task Tools_Streaming_EveryFilterSeesEveryCall()
    {
        var seen = new Watching();
        var model = new ScriptedModel().Calls(Calculate("1+1"), Calculate("2*3"), ("date_now", [])).Calls(("date_weekday", new() { ["date"] = "2025-03-14" })).Says("Done.");
        using var agent = new AgentUnderTest(model, seen.Register);
        var heard = await agent.AskAsync("What is 1+1 and 2*3 and which day is the 14th?");
        Assert.Equal("Done.", heard.Answer.Text);
        Assert.Equal(["calculate", "calculate", "now", "weekday"], seen.Calls.Order());
        Assert.Equal(["answer", "calculate", "calculate", "now", "weekday"], seen.Functions.Order());
        Assert.Equal(["answer"], seen.Prompts);
        Assert.Equal(["2", "2025-03-14 (Friday)", "6", "Wednesday, 12 March 2025, 10:00 (+01:00)"], heard.Answer.ToolCalls.Select(call => call.Result).Order(StringComparer.Ordinal));
        Assert.All(heard.Answer.ToolCalls, call => Assert.True(call.Succeeded));
        Assert.Equal(4, heard.Progress.Count(progress => progress.Stage == TurnStage.UsingTool));
        Assert.Equal(["2", "6"], model.Asked[1].Where(message => message.Role == ChatRole.Tool).SelectMany(message => message.Contents).OfType<FunctionResultContent>().Take(2).Select(result => result.Result!.ToString()));
    }

    /// <summary>The same wiring without streaming, and by the kernel itself.</summary>
    [Fact]
    public async Task Tools_NotStreaming_EveryFilterSeesEveryCall()
    {
        var seen = new Watching();
        var model = new ScriptedModel().Calls(Calculate("2^10")).Says("1024");
        using var agent = new AgentUnderTest(model, seen.Register);
        var scope = new TurnScope(Request("2^10?"), []);
        var kernel = agent.Get<TurnKernels>().Create(agent.Get<ILanguageModels>().Current, scope);
        var prompt = agent.Get<PromptCatalog>()["answer"];
        var response = await kernel.GetRequiredService<IChatClient>().GetResponseAsync("2^10?", PromptRecorder.Note(prompt.Settings.ToChatOptions(kernel), scope.Request.Sent, []), TestContext.Current.CancellationToken);
        Assert.Equal("1024", response.Text);
        Assert.Equal(["calculate"], seen.Calls);
        Assert.Equal(["calculate"], seen.Functions);
        Assert.Equal("1,024", Assert.Single(scope.Calls).Result);
    }

    [Fact]
    public async Task Tools_FilterThatRefuses_KeepsThemFromRunning()
    {
        var seen = new Watching { Refuse = true };
        var model = new ScriptedModel().Calls(Calculate("1+1")).Says("I may not.");
        using var agent = new AgentUnderTest(model, seen.Register);
        var answer = (await agent.AskAsync("1+1?")).Answer;
        Assert.Equal(["answer"], seen.Functions);
        Assert.Empty(answer.ToolCalls);
        Assert.Equal("not allowed", ToolResult(model, 1));
    }

    [Theory]
    [InlineData("(1 + ", "not understood")]
    [InlineData("5 km + 3 kg", "do not go together")]
    public async Task Tool_ThatFails_TellsTheModelWhy(string expression, string reason)
    {
        var model = new ScriptedModel().Calls(Calculate(expression)).Says("It cannot be worked out.");
        using var agent = new AgentUnderTest(model);
        var answer = (await agent.AskAsync("what?")).Answer;
        Assert.Contains(reason, ToolResult(model, 1), StringComparison.Ordinal);
        Assert.False(Assert.Single(answer.ToolCalls).Succeeded);
    }

    [Fact]
    public async Task Tool_WithoutItsArguments_TellsTheModelSo()
    {
        var model = new ScriptedModel().Calls(("math_calculate", []), ("math_calculate", new() { ["unreadable_arguments"] = "{\"expr" })).Says("Sorry.");
        using var agent = new AgentUnderTest(model);
        var answer = (await agent.AskAsync("what?")).Answer;
        var results = model.Asked[1].SelectMany(message => message.Contents).OfType<FunctionResultContent>().Select(result => result.Result!.ToString()!).ToArray();
        Assert.Contains("do not fit", results[0], StringComparison.Ordinal);
        Assert.Contains("not a JSON object", results[1], StringComparison.Ordinal);
        Assert.Equal(2, answer.ToolCalls.Count);
        Assert.All(answer.ToolCalls, call => Assert.False(call.Succeeded));
    }

    [Fact]
    public async Task Tool_ThatDoesNotExist_IsNotRunAndIsRecorded()
    {
        var model = new ScriptedModel().Calls(("send_email", new() { ["to"] = "x@evil.example" })).Says("There is no such tool.");
        using var agent = new AgentUnderTest(model);
        var call = Assert.Single((await agent.AskAsync("Send it")).Answer.ToolCalls);
        Assert.Equal(("send_email", false), (call.Name, call.Succeeded));
    }

    [Fact]
    public async Task Tools_AskedForWithoutEnd_StopAfterTheRounds()
    {
        var model = new ScriptedModel();
        for (var i = 0; i < 20; i++)
            model.Calls(Calculate($"{i} + 1"));
        using var agent = new AgentUnderTest(model, null, ("Model:MaxRounds", "3"));
        var answer = (await agent.AskAsync("what?")).Answer;
        Assert.Equal(TurnProblem.ModelNonsense, answer.Failure!.Problem);
        Assert.Equal(4, model.Asked.Count);
        Assert.Null(model.Options[3]?.Tools);
        Assert.Equal(3, answer.ToolCalls.Count(call => call.Succeeded));
    }

    [Fact]
    public async Task Tools_MoreThanAllowed_AreRefused()
    {
        var model = new ScriptedModel().Calls([.. Enumerable.Range(0, 6).Select(i => Calculate($"{i}+{i}"))]).Says("Done.");
        using var agent = new AgentUnderTest(model, null, ("Model:MaxToolCalls", "4"));
        var answer = (await agent.AskAsync("what?")).Answer;
        Assert.Equal(4, answer.ToolCalls.Count(call => call.Succeeded));
        Assert.Equal(2, answer.ToolCalls.Count(call => call.Result.StartsWith("No more tool calls", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Tool_ThatTakesTooLong_IsLeftBehind_AndNobodyIsToldThatItWasNotDone()
    {
        var seen = new Watching { Delay = Timeout.InfiniteTimeSpan };
        var model = new ScriptedModel().Calls(Calculate("1+1")).Says("It took too long.");
        using var agent = new AgentUnderTest(model, services => services.AddSingleton<IFunctionInvocationFilter>(seen), ("Model:ToolTimeout", "00:00:00.200"));
        var answer = (await agent.AskAsync("1+1?")).Answer;
        Assert.Equal("It took too long.", answer.Text);
        Assert.Contains("may or may not have been done", ToolResult(model, 1), StringComparison.Ordinal);
        var call = Assert.Single(answer.ToolCalls);
        Assert.Equal(("math_calculate", false), (call.Name, call.Succeeded));
        Assert.Contains("may or may not have been done", call.Result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_WhatItFinds_CanBeCited()
    {
        var model = new ScriptedModel { ContextTokens = 4_096 }.Calls(("conversation_search", new() { ["query"] = "zebra enclosure" })).Then((asked, _) =>
        {
            var found = asked[^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString()!;
            var n = found[(found.IndexOf('[', StringComparison.Ordinal) + 1)..found.IndexOf(']', StringComparison.Ordinal)];
            return [.. ScriptedModel.Words($"The zebra enclosure was built in 1931 [{n}].")];
        });
        using var agent = new AgentUnderTest(model);
        var paragraphs = Enumerable.Range(0, 900).Select(i => i == 640 ? "The zebra enclosure was built in 1931." : $"Paragraph {i} speaks of weather, trains and gardens in general terms.").ToArray();
        var citation = Assert.Single((await agent.AskAsync("Tell me something about paragraph gardens", Document("e9", "long.txt", paragraphs))).Answer.Citations);
        Assert.Equal((641, true), (citation.Position.Page, citation.Supported));
    }

    private static string ToolResult(ScriptedModel model, int request) =>
        model.Asked[request].SelectMany(message => message.Contents).OfType<FunctionResultContent>().First().Result!.ToString()!;

    /// <summary>Filters of a site, of all three kinds.</summary>
    private sealed class Watching : IFunctionInvocationFilter, IAutoFunctionInvocationFilter, IPromptRenderFilter
    {
        public ConcurrentQueue<string> Calls { get; } = new();
        public ConcurrentQueue<string> Functions { get; } = new();
        public ConcurrentQueue<string> Prompts { get; } = new();
        public bool Refuse { get; init; }
        public TimeSpan Delay { get; init; }

        public void Register(IServiceCollection services)
        {
            services.AddSingleton<IFunctionInvocationFilter>(this);
            services.AddSingleton<IAutoFunctionInvocationFilter>(this);
            services.AddSingleton<IPromptRenderFilter>(this);
        }

        public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
        {
            Functions.Enqueue(context.Function.Name);
            if (context.Function.PluginName is not null && Delay != TimeSpan.Zero)
                await Task.Delay(Delay, context.CancellationToken);
            await next(context);
        }

        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            Calls.Enqueue(context.Function.Name);
            if (Refuse)
                context.Result = new FunctionResult(context.Function, "not allowed");
            else
                await next(context);
        }

        public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
        {
            await next(context);
            Prompts.Enqueue(context.Function.Name);
        }
    }
}
