using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;

namespace Assistant.Tests.Storage;

/// <summary>A turn's facts are learnt beside its record, and a model takes its time: what a person asked for meanwhile counts.</summary>
public sealed class SlowLearningTests
{
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_WhileAModelReads_LeavesNeitherWordsNorAKey()
    {
        await using var store = await ToldAsync();

        Assert.False(await LearnAsync(store, () => store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token)));

        Assert.Empty(await LedgersAsync(store));
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
    }

    [Fact]
    public async Task Learn_FromAMessageThatWasErasedSince_KeepsNothing()
    {
        await using var store = await ToldAsync();
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.False(await store.Get<PersonalFacts>().LearnAsync(s_anna, Said("I live in Bergen."), Token));

        Assert.Empty(await LedgersAsync(store));
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("exclude")]
    [InlineData("forget everything")]
    [InlineData("forget a fact")]
    [InlineData("forget everything of nothing")]
    public async Task WhatIsAskedFor_WhileAModelReads_Counts(string asked)
    {
        await using var store = await ToldAsync();
        var memory = store.Get<IPersonalMemory>();
        if (asked != "forget everything of nothing")
            await store.Get<PersonalFacts>().LearnAsync(s_anna, [new("t-0", "My dog is called Rex.", StoreData.Now.AddDays(-1))], Token);

        Assert.False(await LearnAsync(store, async () =>
        {
            switch (asked)
            {
                case "pause":
                    await memory.PauseAsync(s_anna, Token);
                    break;
                case "exclude":
                    await store.Get<IConversationMemory>().ExcludeAsync(s_anna, _conversation, Token);
                    break;
                case "forget a fact":
                    await memory.ForgetFactAsync(s_anna, (await FactsAsync(store))[0].Id, Token);
                    break;
                default:
                    await memory.ForgetEverythingAsync(s_anna, Token);
                    break;
            }
        }));

        Assert.DoesNotContain(await FactsAsync(store), fact => fact.Value == "thimbles");
    }

    [Fact]
    public async Task WithNothingAskedFor_WhatAModelReads_IsKept()
    {
        await using var store = await ToldAsync();
        Assert.True(await LearnAsync(store, () => store.Get<PersonalFacts>().LearnAsync(s_anna, [new("t-0", "My dog is called Rex.", StoreData.Now.AddDays(-1))], Token)));
        Assert.Contains(await FactsAsync(store), fact => fact.Value == "thimbles");
    }

    [Fact]
    public async Task ForgetEverything_WhileATurnRuns_ForgetsWhatItSays()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        var message = StoreData.Message(_conversation, "m1", "I live in Bergen.");
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var epoch = (await store.Inbox.OpenAsync(_conversation, Token)).Epoch;

        await store.Get<IPersonalMemory>().ForgetEverythingAsync(s_anna, Token);
        await store.Log.RecordAsync(StoreData.Turn(message, accepted.Sequence, epoch), Token);

        Assert.Empty(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token));
        await Privacy.StoredTalk.TalkAsync(store, _conversation, "I live in Oslo.", id: "m2");
        Assert.Contains(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token), episode => episode.Text == "I live in Oslo.");
    }

    /// <summary>A fact that was found before an erasure is corrected in what is there after it: nothing.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Correct_WhileThePersonIsErased_KeepsNothing(bool erased)
    {
        await using var store = await ToldAsync();
        await store.Get<PersonalFacts>().LearnAsync(s_anna, [new("t-0", "I live in Bergen.", StoreData.Now.AddDays(-1))], Token);
        var id = (await FactsAsync(store))[0].Id;
        var facts = FactsOf(store, new Interrupted(store.Get<IFactStore>(), () => erased ? store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token) : Task.CompletedTask), () => Task.CompletedTask);
        var memory = new PersonalMemory(facts, store.Get<ILongTermMemory>(), store.Get<EpisodeWriter>(), store.Get<IMemoryPauses>(), store.Get<Assistant.Memory.Published.PublishedMemory>(), store.Get<ForgottenWords>(), store.Get<IMemoryLog>(), store.Get<ILegalHolds>(), store.Time);

        Assert.Equal(!erased, await memory.CorrectAsync(s_anna, id, "Oslo", Token));

        Assert.Equal(erased ? [] : ["Oslo"], (await FactsAsync(store)).Select(fact => fact.Value));
    }

    private Task<bool> LearnAsync(StoreUnderTest store, Func<Task> meanwhile) => FactsOf(store, store.Get<IFactStore>(), meanwhile).LearnAsync(s_anna, Said("Thimbles are my thing."), Token);

    private static PersonalFacts FactsOf(StoreUnderTest store, IFactStore kept, Func<Task> meanwhile) =>
        new(kept, new ReadsNothing(), store.Get<IMemoryExclusions>(), store.Get<IMemoryPauses>(), new(new SlowModel(meanwhile)), Microsoft.Extensions.Options.Options.Create(new FactBudgetOptions()), store.Time);

    private Utterance Said(string text) => MemoryUtterance.Of(TurnIds.For(_conversation, "m1"), _conversation, "m1", text, StoreData.Now);

    private async Task<StoreUnderTest> ToldAsync()
    {
        var store = await StoreUnderTest.StartAsync([], Token);
        await store.Inbox.AcceptAsync(StoreData.Message(_conversation, "m1", "Thimbles are my thing."), 50, Token);
        return store;
    }

    private static async Task<IReadOnlyList<Fact>> FactsAsync(StoreUnderTest store) => (await store.Get<IPersonalFacts>().OpenAsync(s_anna, Token)).Facts;

    private static Task<List<string>> LedgersAsync(StoreUnderTest store) => store.Get<StoreReader>().QueryAsync("SELECT subject FROM fact_ledgers", row => row.GetString(0), Token);

    private sealed class ReadsNothing : IFactExtractor
    {
        public IReadOnlyList<Statement> Read(Utterance utterance) => [];

        public IReadOnlyList<Statement> Read(Utterance utterance, ICollection<string> unread)
        {
            unread.Add(utterance.Text);
            return [];
        }
    }

    private sealed class SlowModel(Func<Task> meanwhile) : IModelFacts
    {
        public bool IsThere => true;

        public async Task<IReadOnlyList<Statement>> ReadAsync(ContentOwner person, Utterance utterance, IReadOnlyList<string> sentences, CancellationToken cancellationToken)
        {
            await meanwhile();
            return [new(FactAttributes.User, FactAttributes.Likes, "thimbles", StatementKind.Holds, null, null, sentences[0])];
        }
    }

    /// <summary>Something happens once, after a ledger was loaded.</summary>
    private sealed class Interrupted(IFactStore store, Func<Task> by) : IFactStore
    {
        private bool _isOver;

        public async Task<StoredLedger?> LoadAsync(ContentOwner person, CancellationToken cancellationToken)
        {
            var loaded = await store.LoadAsync(person, cancellationToken);
            if (!_isOver)
            {
                _isOver = true;
                await by();
            }
            return loaded;
        }

        public Task<LedgerSave> SaveAsync(ContentOwner person, LedgerState state, long version, MemoryEvent? change, SaidMessage? said, CancellationToken cancellationToken) => store.SaveAsync(person, state, version, change, said, cancellationToken);

        public Task ClearAsync(ContentOwner person, MemoryEvent? change, CancellationToken cancellationToken) => store.ClearAsync(person, change, cancellationToken);

        public Task RemoveAsync(ContentOwner person, CancellationToken cancellationToken) => store.RemoveAsync(person, cancellationToken);
    }
}
