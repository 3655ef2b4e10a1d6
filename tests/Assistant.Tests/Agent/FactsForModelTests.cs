using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Tests.Agent;

/// <summary>A model gets what a person told of themselves where it bears on the message, and nowhere else.</summary>
public sealed class FactsForModelTests
{
    [Fact]
    public async Task Ask_MessageOfOneself_GetsWhatStillHoldsAndTheAnswerCitesIt()
    {
        using var agent = await AgentAsync(["I live in Oslo.", "I'm allergic to peanuts.", "I moved to Bergen today."], new ScriptedModel().Says("As you are allergic to peanuts [2], try Lysverket in Bergen [1]."));
        var answer = (await agent.AskAsync("Where I live, what restaurant would suit me?")).Answer;
        var asked = agent.Model.Asked[0][^1].Text;
        Assert.Contains("[1] (what you told me on 10 January 2025) where you live: Bergen", asked, StringComparison.Ordinal);
        Assert.Contains("peanuts", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Oslo", asked, StringComparison.Ordinal);
        Assert.All(answer.Citations, citation => Assert.Equal(EvidenceKind.Memory, citation.Kind));
        Assert.Equal(2, EpisodesOfTurn.CitedFacts(answer).Count);
        Assert.Equal(2, answer.MemoryRead.Count);
    }

    [Theory]
    [InlineData("What is the capital of Peru?", 0)]
    [InlineData("Summarise my notes.", 0)]
    [InlineData("What would suit me?", 1)]
    [InlineData("哪家餐馆适合我？", 1)]
    [InlineData("Write a mail to the landlord about the heating.", 1)]
    public async Task Ask_Message_IsGivenFactsOnlyWhereTheyBear(string question, int offered)
    {
        using var agent = await AgentAsync(["I live in Bergen."], new ScriptedModel().Says("Lima."));
        await agent.AskAsync(question);
        Assert.Equal(offered == 1, agent.Model.Asked[0][^1].Text.Contains("Bergen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_WhereOthersReadAlong_NothingIsOffered()
    {
        using var agent = await AgentAsync(["I live in Bergen."], new ScriptedModel().Says("Lysverket."));
        await agent.AskAsync(AgentUnderTest.Request("What restaurant would suit me?") with { IsShared = true });
        Assert.DoesNotContain("Bergen", agent.Model.Asked[0][^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AnswerThatDeniesSomething_IsNoFailedSearchBecauseFactsWereOffered()
    {
        using var agent = await AgentAsync(["I live in Bergen."], new ScriptedModel().Says("I do not mention names in poems."));
        Assert.True((await agent.AskAsync("Why is there no name in my poem?")).Answer.Found);
    }

    [Fact]
    public async Task Ask_FactsThatCannotBeRead_TheTurnGoesOn()
    {
        using var agent = await AgentAsync([], new ScriptedModel().Says("Lysverket."), isAway: true);
        Assert.Equal("Lysverket.", (await agent.AskAsync("What restaurant would suit me?")).Answer.Text);
    }

    [Fact]
    public async Task Ask_OptionAtZero_NothingIsOffered()
    {
        using var agent = await AgentAsync(["I live in Bergen."], new ScriptedModel().Says("Lysverket."), ("Facts:MaxFactsForModel", "0"));
        await agent.AskAsync("What restaurant would suit me?");
        Assert.DoesNotContain("Bergen", agent.Model.Asked[0][^1].Text, StringComparison.Ordinal);
    }

    private static Task<AgentUnderTest> AgentAsync(string[] told, ScriptedModel model, params (string, string)[] settings) => AgentAsync(told, model, false, settings);

    private static async Task<AgentUnderTest> AgentAsync(string[] told, ScriptedModel model, bool isAway, params (string, string)[] settings)
    {
        var agent = new AgentUnderTest(model, services =>
        {
            services.AddSingleton<IFactStore>(new HeldFacts { IsAway = isAway });
            services.AddSingleton<IMemoryPauses>(new NoPauses());
            services.AddSingleton<IMemoryExclusions>(new NoExclusions());
            services.AddSingleton<PersonalFacts>();
            services.AddSingleton<FactRanking>();
            services.AddSingleton<FactsForModel>();
        }, settings);
        var day = new DateTimeOffset(2025, 1, 8, 9, 0, 0, TimeSpan.Zero);
        await agent.Get<PersonalFacts>().LearnAsync(new("default", "u1"), [.. told.Select((words, i) => new Utterance($"e{i}", words, day.AddDays(i)))], CancellationToken.None);
        return agent;
    }

    private sealed class HeldFacts : IFactStore
    {
        private StoredLedger? _held;

        public bool IsAway { get; init; }

        public Task<StoredLedger?> LoadAsync(ContentOwner person, CancellationToken cancellationToken) =>
            IsAway ? throw new StorageUnavailableException("The store is away.") : Task.FromResult(_held);

        public Task<LedgerSave> SaveAsync(ContentOwner person, LedgerState state, long version, MemoryEvent? change, SaidMessage? said, CancellationToken cancellationToken)
        {
            _held = new(state, version + 1);
            return Task.FromResult(LedgerSave.Saved);
        }

        public Task ClearAsync(ContentOwner person, MemoryEvent? change, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RemoveAsync(ContentOwner person, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoPauses : IMemoryPauses
    {
        public Task<bool> IsPausedAsync(ContentOwner person, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<DateTimeOffset?> SilentUntilAsync(ContentOwner person, CancellationToken cancellationToken) => Task.FromResult<DateTimeOffset?>(null);

        public Task PauseAsync(ContentOwner person, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ResumeAsync(ContentOwner person, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ConversationKey>> PassOverAsync(ContentOwner person, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoExclusions : IMemoryExclusions
    {
        public Task AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> ContainsAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
