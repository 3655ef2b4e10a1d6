using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Rules;
using Assistant.Privacy;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Tests.Agent;

/// <summary>Facts by a model: only what stands in the person's sentence, whatever the model says, and all of it in the log.</summary>
public sealed class ModelFactsTests
{
    private static readonly ContentOwner s_anna = new("default", "anna");
    private static readonly string[] s_sentences = ["My breakfast of choice is porridge with figs.", "我最爱的早餐是燕麦粥。"];

    private readonly List<MemoryEvent> _logged = [];

    [Fact]
    public async Task Read_ValueThatStandsInTheSentence_IsAFactWithTheSentenceAsItsQuote()
    {
        var model = new ScriptedModel().Says("""{"facts":[{"sentence":1,"attribute":"likes","value":"Porridge with figs"},{"sentence":2,"attribute":"likes","value":"燕麦粥"}]}""");
        using var agent = Agent(model);
        var statements = await ReadAsync(agent);
        Assert.Equal([("user", "likes", "porridge with figs", s_sentences[0]), ("user", "likes", "燕麦粥", s_sentences[1])],
            statements.Select(statement => (statement.Subject, statement.Attribute, statement.Value, statement.Quote)));
        var format = Assert.IsType<ChatResponseFormatJson>(model.Options[0]!.ResponseFormat);
        Assert.Contains("\"allergy\"", format.Schema!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"facts":[{"sentence":1,"attribute":"likes","value":"bacon"}]}""")]
    [InlineData("""{"facts":[{"sentence":1,"attribute":"likes","value":"fig"}]}""")]
    [InlineData("""{"facts":[{"sentence":3,"attribute":"likes","value":"porridge"}]}""")]
    [InlineData("""{"facts":[{"sentence":0,"attribute":"likes","value":"porridge"}]}""")]
    [InlineData("""{"facts":[{"sentence":1,"attribute":"password","value":"porridge"}]}""")]
    [InlineData("""{"facts":[{"sentence":1,"attribute":"likes","value":" "}]}""")]
    [InlineData("""{"facts":[{"sentence":"1","attribute":7,"value":null}, 4, null]}""")]
    [InlineData("""{"facts":{}}""")]
    [InlineData("[]")]
    [InlineData("Sure! She likes porridge.")]
    [InlineData("")]
    public async Task Read_WhatDoesNotStandThere_GivesNothing(string says)
    {
        using var agent = Agent(new ScriptedModel().Says(says));
        Assert.Empty(await ReadAsync(agent));
        Assert.Equal(says, Assert.Single(_logged).Answer);
    }

    [Fact]
    public async Task Read_Anything_IsLoggedAsItWasSent()
    {
        var model = new ScriptedModel().Says("""{"facts":[]}""");
        using var agent = Agent(model);
        await ReadAsync(agent);
        var logged = Assert.Single(_logged);
        Assert.Equal((MemoryEventKind.Extracted, "default/test/c1", "scripted-8b"), (logged.Kind, logged.Conversation, logged.Model));
        Assert.Equal(Assert.Single(model.Asked).Select(message => (message.Role.Value, message.Text)), Assert.Single(logged.Sent!).Messages.Select(message => (message.Role, message.Text)));
        Assert.All(s_sentences, sentence => Assert.Contains(sentence, model.Asked[0][^1].Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_ModelThatFails_GivesNothingAndIsLogged()
    {
        using var agent = Agent(new ScriptedModel().Fails(TurnProblem.ModelUnreachable, after: "{"));
        Assert.Empty(await ReadAsync(agent));
        Assert.Equal("{", Assert.Single(_logged).Answer);
    }

    [Fact]
    public async Task Read_CannotBeLogged_IsNotUsed()
    {
        using var agent = Agent(new ScriptedModel().Says("""{"facts":[]}"""), new StorageUnavailableException("full", new IOException()));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => ReadAsync(agent));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Read_SwitchedOffOrWithoutAModel_AsksNobody(bool isOn, bool isAvailable)
    {
        var model = new ScriptedModel { IsAvailable = isAvailable };
        using var agent = Agent(model, null, ("Facts:ByModel", isOn ? "true" : "false"));
        Assert.Empty(await ReadAsync(agent));
        Assert.Empty(model.Asked);
        Assert.Empty(_logged);
    }

    /// <summary>What rules have read, and what is not the person's own serious word, is not put to a model at all.</summary>
    [Theory]
    [InlineData("My breakfast of choice is porridge. Is it cold outside?", "My breakfast of choice is porridge.")]
    [InlineData("I live in Bergen.")]
    [InlineData("Forget that my breakfast of choice is porridge.")]
    [InlineData("My breakfast of choice is not porridge.")]
    [InlineData("I wish my breakfast of choice were porridge.")]
    [InlineData("She said: \"My breakfast of choice is porridge.\"")]
    [InlineData("我书房的窗户朝东。", "我书房的窗户朝东。")]
    [InlineData("What is my breakfast of choice?")]
    public void Unread_OfAMessage_IsWhatThePersonSaysOfThemselvesAndNoRuleReads(string message, params string[] expected)
    {
        var unread = new List<string>();

        new RuleFactExtractor().Read(new("e", message, DateTimeOffset.UnixEpoch), unread);

        Assert.Equal(expected, unread);
    }

    private static Task<IReadOnlyList<Statement>> ReadAsync(AgentUnderTest agent) =>
        agent.Get<IModelFacts>().ReadAsync(s_anna, new("t1", string.Concat(s_sentences), DateTimeOffset.UnixEpoch, UtteranceSource.User, "default/test/c1"), s_sentences, TestContext.Current.CancellationToken);

    private AgentUnderTest Agent(ScriptedModel model, Exception? fails = null, params (string, string)[] settings) =>
        new(model, services => services.AddSingleton<IMemoryLog>(new Log(_logged, fails)), settings);

    private sealed class Log(List<MemoryEvent> logged, Exception? fails) : IMemoryLog
    {
        public Task AppendAsync(ContentOwner person, MemoryEvent seen, CancellationToken cancellationToken)
        {
            Assert.Equal(s_anna, person);
            logged.Add(seen);
            return fails is null ? Task.CompletedTask : Task.FromException(fails);
        }
    }
}
