using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Keys;
using Assistant.Storage.Retention;
using Microsoft.Extensions.DependencyInjection;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>What others do while rules are applied.</summary>
public abstract partial class RetentionContract
{
    [Fact]
    public async Task Hold_SetBetweenTwoConversations_KeepsTheSecond()
    {
        await using var store = await StartAsync(Rule(0, RetentionKind.Log, 7));
        ConversationKey[] both = [_conversation, StoreData.NewConversation()];
        foreach (var conversation in both)
            await TalkAsync(store, conversation, "hello");
        store.Time.Advance(TimeSpan.FromDays(8));
        var run = ActivatorUtilities.CreateInstance<RetentionRun>(store.Get<IServiceProvider>(), new HookedWorkingMemory(store.Memory, () => HoldAsync(store)));

        var result = Assert.Single(await run.ApplyAsync(Token));

        Assert.Equal(1, result.Held);
        var left = Assert.Single(await store.Directory.ListAsync("default", "directline", "dl_anna", null, 10, Token)).Conversation;
        Assert.Contains(left, both);
        Assert.Equal(2, (await store.Directory.ActivitiesAsync(left, 0, 10, Token)).Count);
        await using (var file = await store.Attachments.OpenAsync(new(left, s_anna.SubjectId), "att-m1", Token))
            Assert.NotNull(file);
        await AssertIntactAsync(store);

        await store.Get<ILegalHolds>().ReleaseAsync(s_anna, "court", Token);
        Assert.Equal(1, Assert.Single(await run.ApplyAsync(Token)).Removed["attachment_files"]);
    }

    /// <summary>The run has looked for holds already.</summary>
    [Fact]
    public async Task Hold_SetAsTheRowsAreAboutToGo_KeepsThem()
    {
        await using var store = await StartAsync(Rule(0, RetentionKind.Log, 7));
        await TalkAsync(store, _conversation, "hello");
        store.Time.Advance(TimeSpan.FromDays(8));
        var run = ActivatorUtilities.CreateInstance<RetentionRun>(store.Get<IServiceProvider>(), new HookedConversationMemory(store.Get<IConversationMemory>(), () => HoldAsync(store)));

        Assert.Equal(1, Assert.Single(await run.ApplyAsync(Token)).Held);

        Assert.Equal(2, (await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token)).Count);
        Assert.Single(await store.Log.RecentTurnsAsync(_conversation, 10, Token));
        await AssertIntactAsync(store);
    }

    /// <summary>A process that still holds the destroyed key, and the one that erases, which has none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_BesideAnErasure_LeavesThePersonToItAndGoesOn(bool elsewhere)
    {
        await using var store = await StartAsync([.. Rule(0, RetentionKind.Recordings, 7), .. Rule(1, RetentionKind.Log, 7)]);
        await using var beside = await store.BesideAsync(Token);
        var bertas = StoreData.NewConversation();
        await TalkAsync(store, _conversation, "hello");
        await TalkAsync(store, bertas, "hello", "dl_berta");
        beside.Get<SubjectKeys>().ForWriting(s_anna);
        foreach (var each in new[] { store, beside })
            each.Time.Advance(TimeSpan.FromDays(8));
        IReadOnlyList<RetentionResult> results = [];
        using var during = During("erase.files", async () => results = await (elsewhere ? beside : store).Get<IRetention>().ApplyAsync(Token));

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Empty(result.Unread));
        Assert.Null(await store.Directory.FindAsync(bertas, Token));
        Assert.Equal(2, receipt.Covered["activities"]);
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
        await AssertIntactAsync(store);
    }

    private static Task HoldAsync(StoreUnderTest store) => store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);

    private sealed class HookedWorkingMemory(IWorkingMemory memory, Func<Task> removed) : IWorkingMemory
    {
        private bool _isDone;

        public Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken) => memory.LoadAsync(conversation, cancellationToken);

        public Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken) => memory.SaveAsync(conversation, state, cancellationToken);

        public async Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
        {
            await memory.RemoveAsync(conversation, cancellationToken);
            if (!_isDone)
                await removed();
            _isDone = true;
        }
    }

    private sealed class HookedConversationMemory(IConversationMemory memory, Func<Task> expired) : IConversationMemory
    {
        public Task ExcludeAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken) => memory.ExcludeAsync(person, conversation, cancellationToken);

        public async Task<long> ExpireAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset before, ExpiringEpisodes kinds, ExpiringTurns? turns, CancellationToken cancellationToken)
        {
            var count = await memory.ExpireAsync(person, conversation, before, kinds, turns, cancellationToken);
            await expired();
            return count;
        }

        public Task<ExpiredMemory> ExpireAsync(ContentOwner person, DateTimeOffset before, IReadOnlySet<string> spared, CancellationToken cancellationToken) => memory.ExpireAsync(person, before, spared, cancellationToken);
    }
}
