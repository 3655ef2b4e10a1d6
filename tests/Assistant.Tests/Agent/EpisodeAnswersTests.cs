using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Tests.Agent;

/// <summary>Earlier conversations answer what this one does not, say whose words they are, and are left alone otherwise.</summary>
public sealed class EpisodeAnswersTests
{
    private const string Earlier = "default/test/c0";

    [Fact]
    public async Task Ask_PersonWithoutMemory_IsNotFound()
    {
        var memory = new HeldMemory();
        using var agent = Agent(memory);
        Assert.False((await agent.AskAsync("When does the plumber come?")).Answer.Found);
    }

    [Fact]
    public async Task Ask_WhereOthersReadAlong_IsNotRecalled()
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", Earlier, "The plumber comes on 14 March at 9:30."));
        using var agent = Agent(memory);
        Assert.False((await agent.AskAsync(AgentUnderTest.Request("When does the plumber come?") with { IsShared = true })).Answer.Found);
        Assert.Equal(0, memory.Recalls);
    }

    [Fact]
    public async Task Ask_WhatAnEarlierConversationSaid_IsQuotedWithItsDay()
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", Earlier, "The plumber comes on 14 March at 9:30."));
        using var agent = Agent(memory);
        var answer = (await agent.AskAsync("When does the plumber come?")).Answer;
        Assert.True(answer.Found);
        Assert.Contains("14 March", answer.Text, StringComparison.Ordinal);
        Assert.Contains("You told me earlier (3 February 2025)", answer.Text, StringComparison.Ordinal);
        var citation = Assert.Single(answer.Citations);
        Assert.Equal((EvidenceKind.Memory, "The plumber comes on 14 March at 9:30."), (citation.Kind, citation.Quote));
    }

    [Theory]
    [InlineData(Earlier, "u1", true)]
    [InlineData(Earlier, "u2", false)]
    [InlineData("acme/test/c0", "u1", false)]
    public async Task Ask_MemoryOfAnImportThatNamesAConversation_TellsOnlyThePersonsOwnTitle(string conversation, string owner, bool isTold)
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", conversation, "The plumber comes on 14 March at 9:30."));
        using var agent = Agent(memory, titlesOf: owner);
        Assert.Equal(isTold, (await agent.AskAsync("When does the plumber come?")).Answer.Text.Contains("“Plumber”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_WhatAPictureSaid_IsNotThePersonsWord()
    {
        var memory = new HeldMemory(new Episode("t1/e", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "notice.png", Earlier, "The plumber comes on 14 March at 9:30.", UtteranceSource.Picture));
        using var agent = Agent(memory);
        var answer = (await agent.AskAsync("When does the plumber come?")).Answer;
        Assert.Contains("It stood in notice.png", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("You told me", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("When does the plumber come?")]
    [InlineData("Where did the ferry go?")]
    public async Task Ask_WhatMemoryDoesNotAnswer_IsNotFound(string question)
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", Earlier, "When does the plumber come?"), new Episode("t2", new(2025, 2, 3, 9, 1, 0, TimeSpan.Zero), "user", Earlier, "The garden looks fine."));
        using var agent = Agent(memory);
        Assert.False((await agent.AskAsync(question)).Answer.Found);
        Assert.Equal(1, memory.Recalls);
    }

    [Fact]
    public async Task Ask_WithSomethingToRead_LooksOnlyThere()
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", Earlier, "The plumber comes on 14 March at 9:30."));
        using var agent = Agent(memory);
        Assert.False((await agent.AskAsync("When does the plumber come?", AgentUnderTest.Document("d1", "garden.txt", "The garden looks fine."))).Answer.Found);
        Assert.Equal(0, memory.Recalls);
    }

    [Theory]
    [InlineData("What did I tell you about the plumber?", true)]
    [InlineData("我上次说过水管工什么时候来？", true)]
    [InlineData("Write a haiku about rain.", false)]
    [InlineData("Hello, what can you do?", false)]
    public void BackwardLook_Message_IsToldFromOthers(string message, bool looksBack) => Assert.Equal(looksBack, BackwardLook.Is(message));

    [Theory]
    [InlineData("Where is my order?", true)]
    [InlineData("我的订单在哪里？", true)]
    [InlineData("What is the capital of Peru?", false)]
    public void BackwardLook_OfOneself_IsAQuestionAboutThePerson(string message, bool ofOneself)
    {
        Assert.Equal(ofOneself, BackwardLook.IsOfOneself(message));
        Assert.False(BackwardLook.Is(message));
    }

    [Fact]
    public async Task Ask_ModelAndAMessageThatLooksBack_GetsThePassageAndCitesIt()
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", Earlier, "The plumber comes on 14 March at 9:30."));
        using var agent = Agent(memory, new ScriptedModel().Says("The plumber comes on 14 March at 9:30 [1]."));
        var answer = (await agent.AskAsync("What did I tell you about the plumber?")).Answer;
        Assert.Equal((EvidenceKind.Memory, "The plumber comes on 14 March at 9:30."), (Assert.Single(answer.Citations).Kind, answer.Citations[0].Quote));
        Assert.Contains(agent.Model.Asked[0], message => message.Text.Contains("14 March", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_ModelAndAMessageThatDoesNotLookBack_LeavesMemoryAlone()
    {
        var memory = new HeldMemory(new Episode("t1", new(2025, 2, 3, 9, 0, 0, TimeSpan.Zero), "user", Earlier, "The plumber comes on 14 March at 9:30."));
        using var agent = Agent(memory, new ScriptedModel().Says("Lima."));
        await agent.AskAsync("What is the capital of Peru?");
        Assert.Equal(0, memory.Recalls);
    }

    private static AgentUnderTest Agent(HeldMemory memory, ScriptedModel? model = null, string titlesOf = "nobody") => new(model ?? new ScriptedModel { IsAvailable = false }, services =>
    {
        services.AddSingleton<ILongTermMemory>(memory);
        services.AddSingleton<IConversationDirectory>(new Titles(titlesOf));
        services.AddSingleton<EpisodeAnswers>();
    });

    /// <summary>Recalls all of it.</summary>
    private sealed class HeldMemory(params Episode[] episodes) : ILongTermMemory
    {
        public Task UseAsync(ContentOwner person, IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

        public int Recalls { get; private set; }

        public Task<int> ForgetTurnAsync(ContentOwner person, ConversationKey conversation, string turnId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken)
        {
            Recalls++;
            return Task.FromResult<IReadOnlyList<RecalledItem>>([.. episodes.Select(episode => new RecalledItem(RecalledItem.EpisodeKind, episode.Text, [episode.Id], episode.At, null, episode.At, 1)
            {
                Speaker = episode.Speaker, Conversation = episode.Conversation, Source = episode.Source,
            })]);
        }

        public Task<int> RememberAsync(ContentOwner person, IReadOnlyList<Episode> added, bool withVectors, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Episode>> ListAsync(ContentOwner person, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Episode>> NewestAsync(ContentOwner person, string? search, int skip, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Episode?> FindAsync(ContentOwner person, string id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlySet<string>> HeldAsync(ContentOwner person, IReadOnlyList<Episode> added, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ForgetAllOfAsync(ContentOwner person, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ExpireAsync(ContentOwner person, DateTimeOffset before, Func<string, bool> of, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<DateTimeOffset?> OldestAsync(ContentOwner person, Func<string, bool> of, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ForgetAsync(ContentOwner person, string? id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ForgetAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset? before, IReadOnlySet<UtteranceSource>? sources, IReadOnlyCollection<string> besides, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    /// <param name="owner">Whose every conversation is.</param>
    private sealed class Titles(string owner) : IConversationDirectory
    {
        public Task<IReadOnlyList<ConversationSummary>> OlderAsync(string tenant, string channel, string userId, ConversationPlace after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ConversationSummary?> FindAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.FromResult<ConversationSummary?>(new(conversation, owner, "Plumber", default, default, 1));

        public Task<StoredActivity?> FindActivityAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<ConversationSummary>> ListAsync(string tenant, string channel, string userId, string? search, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> RenameAsync(ConversationKey conversation, string userId, string title, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> DeleteAsync(ConversationKey conversation, string userId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<bool> IsEndedAsync(ConversationKey conversation, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<StoredActivity>> ActivitiesAsync(ConversationKey conversation, long afterWatermark, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
