using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Tests.Agent;

/// <summary>What a model is given to sum up, and what it writes, is in the log as what it answers is.</summary>
public sealed class ModelSummaryTests
{
    private static readonly SummaryRequest s_request = new(new("default", "anna"), ["berta"], new("default", "test", "c1"), "They spoke of jam.",
        [new("a1", "What is the rent of the depot?", "It is 1,240 EUR.", "en", default, [], true)], "en", 100);

    private readonly List<(ContentOwner Person, MemoryEvent Event)> _logged = [];

    [Fact]
    public async Task Summary_Written_IsLoggedWithThePromptAsItWasSent()
    {
        var model = new ScriptedModel().Says("They spoke of jam and of a rent of 1,240 EUR.");
        using var agent = Agent(model);
        Assert.Equal("They spoke of jam and of a rent of 1,240 EUR.", await SummariseAsync(agent));

        var (person, logged) = Assert.Single(_logged);
        Assert.Equal((s_request.Person, MemoryEventKind.Summarised, "default/test/c1", "scripted-8b"), (person, logged.Kind, logged.Conversation, logged.Model));
        Assert.Equal("They spoke of jam and of a rent of 1,240 EUR.", logged.Answer);
        Assert.Equal(["berta"], logged.OtherIds);
        var prompt = string.Concat(Assert.Single(logged.Sent!).Messages.Select(message => message.Text));
        foreach (var words in new[] { "They spoke of jam.", "What is the rent of the depot?", "It is 1,240 EUR." })
        {
            Assert.Contains(words, prompt, StringComparison.Ordinal);
            Assert.Contains(Assert.Single(model.Asked), message => message.Text.Contains(words, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("<think>Jam, rent.</think>\n\nOf jam.", "Of jam.")]
    [InlineData("Jam, rent.\n</think>Of jam.", "Of jam.")]
    [InlineData("<think>Jam, rent, and", null)]
    public async Task Summary_OfAModelThatThinks_IsWithoutTheThought(string said, string? summary)
    {
        using var agent = Agent(new ScriptedModel().Says(said));
        Assert.Equal(summary, await SummariseAsync(agent));
        Assert.Equal(said, Assert.Single(_logged).Event.Answer);
    }

    [Fact]
    public async Task Summary_TheModelBreaksOff_IsLoggedAsFarAsItCame()
    {
        using var agent = Agent(new ScriptedModel().Fails(TurnProblem.ModelTimedOut, after: "They spoke"));
        await Assert.ThrowsAsync<LanguageModelException>(() => SummariseAsync(agent));
        var logged = Assert.Single(_logged).Event;
        Assert.Equal(("They spoke", 1), (logged.Answer, logged.Sent!.Count));
    }

    [Fact]
    public async Task Summary_CannotBeLogged_IsNotUsed()
    {
        using var agent = Agent(new ScriptedModel().Says("Of jam."), new StorageUnavailableException("full", new IOException()));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => SummariseAsync(agent));
    }

    [Fact]
    public async Task Summary_WithoutAModel_LogsNothing()
    {
        using var agent = Agent(new ScriptedModel { IsAvailable = false });
        Assert.Null(await SummariseAsync(agent));
        Assert.Empty(_logged);
    }

    private static Task<string?> SummariseAsync(AgentUnderTest agent) => agent.Get<IConversationSummary>().SummariseAsync(s_request, TestContext.Current.CancellationToken);

    private AgentUnderTest Agent(ScriptedModel model, Exception? fails = null) => new(model, services => services.AddSingleton<IMemoryLog>(new Log(_logged, fails)));

    private sealed class Log(List<(ContentOwner, MemoryEvent)> logged, Exception? fails) : IMemoryLog
    {
        public Task AppendAsync(ContentOwner person, MemoryEvent seen, CancellationToken cancellationToken)
        {
            logged.Add((person, seen));
            return fails is null ? Task.CompletedTask : Task.FromException(fails);
        }
    }
}
