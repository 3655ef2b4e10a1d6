using Assistant.Agent;
using Assistant.Agent.Kernels;
using Assistant.Audit;
using Assistant.Memory;
using Assistant.Perception;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.Tests.Agent.AgentUnderTest;

namespace Assistant.Tests.Agent;

/// <summary>What the log gets of the prompts is what the model got: history, evidence, tool calls, repeated and failed requests too.</summary>
public sealed class PromptLedgerTests
{
    private static (string, Dictionary<string, object?>) Calculate(string expression) => ("math_calculate", new() { ["expression"] = expression });

    [Fact]
    public async Task Sent_HistoryEvidenceAndTwoRoundsOfTools_IsWhatTheModelWasSent()
    {
        var model = new ScriptedModel().Calls(Calculate("1+1"), Calculate("2*3")).Calls(Calculate("6/2")).Says("The rent is 3 [1].");
        using var agent = new AgentUnderTest(model);
        var memory = new WorkingMemoryState(3, "They spoke of <jam> & bread.", [new("x", "Where is the depot?", "In Brno [1].", "en", default, [], true)], []);
        var request = Request("What is the rent?", Document("e1", "lease.txt", "The rent is 3 EUR.")) with { Memory = memory };
        await agent.AskAsync(request);

        Assert.Equal(3, model.Asked.Count);
        AssertSent(model, request.Sent.Sent);
        Assert.Equal([0, 5, 8], request.Sent.Sent.Select(prompt => prompt.Continues));
        Assert.Equal(["1+1", "2*3"], request.Sent.Sent[1].Messages[0].Calls!.Select(call => System.Text.Json.JsonDocument.Parse(call.Arguments).RootElement.GetProperty("expression").GetString()));
        Assert.Equal(request.Sent.Sent[1].Messages[0].Calls!.Select(call => call.Id), request.Sent.Sent[1].Messages.Skip(1).Select(message => message.CallId));
    }

    [Fact]
    public async Task Sent_TooLongForTheServer_HasBothRequests()
    {
        var model = new ScriptedModel().Then((_, _) => throw new LanguageModelException(TurnProblem.ModelNonsense, "too long") { TooLong = true }).Says("Mr Novak [1].");
        using var agent = new AgentUnderTest(model);
        var request = Request("Who is the landlord?", Document("e1", "lease.txt", "The landlord is Mr Novak."));
        await agent.AskAsync(request);
        Assert.Equal(2, model.Asked.Count);
        AssertSent(model, request.Sent.Sent);
    }

    [Fact]
    public async Task Sent_ModelThatFails_IsThereAllTheSame()
    {
        var model = new ScriptedModel().Fails(TurnProblem.ModelUnreachable);
        using var agent = new AgentUnderTest(model);
        var request = Request("Why is the sky blue?");
        Assert.NotNull((await agent.AskAsync(request)).Answer.Failure);
        AssertSent(model, request.Sent.Sent);
    }

    [Fact]
    public async Task Sent_SmallModelThatOnlyWrites_IsThere()
    {
        var model = new ScriptedModel { Parameters = 135_000_000 }.Says("Dear Sir, I am away.");
        using var agent = new AgentUnderTest(model);
        var request = Request("Write an e-mail that I am away tomorrow");
        await agent.AskAsync(request);
        Assert.Single(model.Asked);
        AssertSent(model, request.Sent.Sent);
    }

    /// <summary>A model that every message is hidden from would be a hole in the log.</summary>
    [Fact]
    public async Task Request_ThatNobodyNotes_IsNotSent()
    {
        var model = new ScriptedModel().Says("I heard you.");
        using var agent = new AgentUnderTest(model);
        var kernel = agent.Get<TurnKernels>().Create(agent.Get<ILanguageModels>().Current, null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => kernel.GetRequiredService<IChatClient>().GetResponseAsync("hi", null, TestContext.Current.CancellationToken));
        Assert.Empty(model.Asked);
    }

    [Fact]
    public async Task Request_LongerThanAnyModelTakes_IsNotSent()
    {
        var model = new ScriptedModel().Says("I heard you.");
        using var agent = new AgentUnderTest(model);
        var (kernel, ledger) = (agent.Get<TurnKernels>().Create(agent.Get<ILanguageModels>().Current, null), new PromptLedger());
        var refused = await Assert.ThrowsAsync<LanguageModelException>(() =>
            kernel.GetRequiredService<IChatClient>().GetResponseAsync(new string('x', 4_000_001), PromptRecorder.Note(null, ledger, []), TestContext.Current.CancellationToken));
        Assert.True(refused.TooLong);
        Assert.Empty(ledger.Sent);
        Assert.Empty(model.Asked);
    }

    [Fact]
    public async Task Options_WhereItIsNoted_NeverReachTheModel()
    {
        var model = new ScriptedModel().Says("Yes.");
        using var agent = new AgentUnderTest(model);
        await agent.AskAsync("Is it?");
        Assert.DoesNotContain(model.Options[0]?.AdditionalProperties ?? [], property => property.Key.StartsWith("assistant.", StringComparison.Ordinal));
    }

    /// <summary>In a conversation of several people each message says whose words it holds besides the asker's.</summary>
    [Fact]
    public async Task Sent_ConversationOfSeveral_SaysWhoseWordsEachMessageHolds()
    {
        var model = new ScriptedModel().Calls(Calculate("1+1")).Says("Two.");
        using var agent = new AgentUnderTest(model);
        RememberedTurn Turn(string person, string question, params string[] others) => new(question, question, "Well.", "en", default, [], true) { PersonId = person, OtherIds = others };
        var request = Request("What is it?", Document("e1", "mine.txt", "Mine."), Document("e2", "theirs.txt", "Theirs.") with { PersonId = "berta" }) with
        {
            Memory = new(3, "They spoke.", [Turn("u1", "mine"), Turn("carl", "his"), Turn("u1", "mine again", "carl")], []) { SummaryOf = ["dora", "u1"] },
        };
        await agent.AskAsync(request);

        Assert.Equal(
            [("system", "berta"), ("user", "dora"), ("user", ""), ("assistant", ""), ("user", "carl"), ("assistant", "carl"), ("user", ""), ("assistant", "carl"), ("user", "berta"),
                ("assistant", "berta carl dora"), ("tool", "berta carl dora")],
            request.Sent.Sent.SelectMany(prompt => prompt.Messages).Select(message => (message.Role, string.Join(' ', message.OtherIds.Order(StringComparer.Ordinal)))));
        Assert.Equal(["berta", "carl", "dora"], request.Sent.OtherIds.Order(StringComparer.Ordinal));
    }

    /// <summary>Message by message, in full: what stood in the request before, then what came behind.</summary>
    private static void AssertSent(ScriptedModel model, IReadOnlyList<SentPrompt> sent)
    {
        Assert.Equal(model.Asked.Count, sent.Count);
        var all = new List<SentMessage>();
        foreach (var (asked, prompt) in model.Asked.Zip(sent))
        {
            all = [.. all.Take(prompt.Continues), .. prompt.Messages];
            Assert.Equal(asked.SelectMany(Texts), all.Select(message => (message.Role, message.Text)));
            Assert.Equal(model.Name, prompt.Model);
        }
    }

    private static IEnumerable<(string, string)> Texts(ChatMessage message) => message.Role == ChatRole.Tool
        ? message.Contents.OfType<FunctionResultContent>().Select(result => (message.Role.Value, result.Result!.ToString()!))
        : [(message.Role.Value, message.Text)];
}
