using System.Diagnostics;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;
using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

/// <summary>How often a group of writes goes to the database, and that what is sent together stands or falls together.</summary>
public sealed class PostgresWriterTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turn_OfAKnownConversation_GoesToTheDatabaseTwiceToBeAcceptedAndTwiceToBeRecorded()
    {
        var (store, database) = await StartAsync();
        await using var _ = store;
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        var epoch = (await store.Inbox.OpenAsync(conversation, Token)).Epoch;
        var message = StoreData.Message(conversation, "m2");
        InboxReceipt accepted = null!;
        Assert.Equal(2, await CountAsync(database, async () => accepted = await store.Inbox.AcceptAsync(message, 50, Token)));
        Assert.Equal(2, await CountAsync(database, () => store.Log.RecordAsync(StoreData.Turn(message, accepted.Sequence, epoch), Token)));
        Assert.Single(await store.Log.RecentTurnsAsync(conversation, 10, Token));
    }

    [Fact]
    public async Task Group_OfManyConversations_GoesToTheDatabaseTwice()
    {
        var (store, database) = await StartAsync();
        await using var _ = store;
        var conversations = Enumerable.Range(0, 20).Select(_ => StoreData.NewConversation()).ToArray();
        foreach (var conversation in conversations)
            await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        var count = await CountAsync(database, async () =>
        {
            var receipts = await TogetherAsync(store, () => conversations.Select(conversation => store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token)));
            Assert.All(receipts, receipt => Assert.Equal((InboxOutcome.Accepted, 2), (receipt.Outcome, receipt.Sequence)));
        });
        // The operation that held the others up has a transaction of its own, which writes nothing and is not sent.
        Assert.Equal(2, count);
        Assert.Equal(40, (await store.Get<IChainVerifier>().VerifyAsync(null, Token)).Single().Records);
    }

    [Fact]
    public async Task Group_WithADuplicateAndAFullAndANewConversation_DecidesEachForItself()
    {
        var (store, _) = await StartAsync();
        await using var owned = store;
        var (known, full, fresh) = (StoreData.NewConversation(), StoreData.NewConversation(), StoreData.NewConversation());
        await store.Inbox.AcceptAsync(StoreData.Message(known, "m1"), 50, Token);
        await store.Inbox.AcceptAsync(StoreData.Message(full, "m1"), 1, Token);
        var receipts = await TogetherAsync<InboxReceipt>(store, () =>
        [
            store.Inbox.AcceptAsync(StoreData.Message(known, "m2"), 50, Token), store.Inbox.AcceptAsync(StoreData.Message(known, "m1"), 50, Token), store.Inbox.AcceptAsync(StoreData.Message(known, "m2"), 50, Token),
            store.Inbox.AcceptAsync(StoreData.Message(full, "m2"), 1, Token),
            store.Inbox.AcceptAsync(StoreData.Message(fresh, "m1"), 50, Token), store.Inbox.AcceptAsync(StoreData.Message(fresh, "m2"), 50, Token),
            store.Inbox.AcceptAsync(StoreData.Message(known, "m3"), 50, Token),
        ]);
        Assert.Equal(
            [(InboxOutcome.Accepted, 2), (InboxOutcome.Duplicate, 1), (InboxOutcome.Duplicate, 2), (InboxOutcome.Full, 0), (InboxOutcome.Accepted, 1), (InboxOutcome.Accepted, 2), (InboxOutcome.Accepted, 3)],
            receipts.Select(receipt => (receipt.Outcome, receipt.Sequence)));
        Assert.Equal([1L, 2, 3], (await store.Directory.ActivitiesAsync(known, 0, 10, Token)).Select(activity => activity.Watermark));
        var chain = (await store.Get<IChainVerifier>().VerifyAsync(null, Token)).Single();
        Assert.Empty(chain.Problems);
        Assert.Equal(6, chain.Records);
    }

    [Fact]
    public async Task Write_StatementThatFailsBesideTheCommit_LeavesNothingOfItsOperationAndAllOfTheOthers()
    {
        var (store, _) = await StartAsync();
        await using var owned = store;
        var (bad, good) = (StoreData.NewConversation(), StoreData.NewConversation());
        var writer = store.Get<GroupCommitWriter>();
        var notes = new Statement("INSERT INTO installation (name, value) VALUES (@name, @name)", ("name", System.Data.DbType.String));
        Task<bool> failing = null!;
        var accepted = await TogetherAsync<InboxReceipt>(store, () =>
        {
            failing = writer.WriteAsync(bad, session =>
            {
                session.Post(notes, "once");
                session.Post(notes, "once");
                return true;
            });
            return [store.Inbox.AcceptAsync(StoreData.Message(good, "m1"), 50, Token)];
        });
        Assert.Equal("23505", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => failing)).SqlState);
        Assert.Equal(InboxOutcome.Accepted, Assert.Single(accepted).Outcome);
        Assert.Empty(await store.Get<StoreReader>().QueryAsync("SELECT 1 FROM installation WHERE name = 'once'", row => row.GetInt32(0), Token));
        Assert.Equal(2, (await store.Inbox.AcceptAsync(StoreData.Message(good, "m2"), 50, Token)).Sequence);
    }

    [Fact]
    public async Task Commit_AfterAFailureThatAnOperationKeptToItself_IsRefused()
    {
        var (store, _) = await StartAsync();
        await using var owned = store;
        var writer = store.Get<GroupCommitWriter>();
        var conversation = StoreData.NewConversation();
        // PostgreSQL would answer this COMMIT with a rollback, as if all were well.
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.WriteAsync(conversation, session =>
        {
            Assert.Throws<Npgsql.PostgresException>(() => session.Execute(new("SELECT nothing FROM nowhere")));
            return true;
        }));
        Assert.Equal(1, (await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token)).Sequence);
    }

    private async Task<(StoreUnderTest Store, string Database)> StartAsync()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var database = await server.CreateDatabaseAsync(Token);
        return (await StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString(database) }, Token), database);
    }

    /// <summary>Has them wait until all are there, so that they are one group.</summary>
    private static async Task<T[]> TogetherAsync<T>(StoreUnderTest store, Func<IEnumerable<Task<T>>> begin)
    {
        using var release = new ManualResetEventSlim();
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = store.Get<GroupCommitWriter>().WriteAsync(StoreData.NewConversation(), _ =>
        {
            isHeld.TrySetResult();
            return release.Wait(TimeSpan.FromSeconds(60), Token);
        });
        // Else the writer might take it together with them.
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        Task<T>[] begun = [.. begin()];
        release.Set();
        Assert.True(await holding);
        return await Task.WhenAll(begun);
    }

    /// <summary>Commands and batches sent to this database meanwhile: Npgsql makes an activity of each.</summary>
    private static async Task<int> CountAsync(string database, Func<Task> act)
    {
        var count = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => _ = activity.TagObjects.Any(tag => tag.Value as string == database) ? Interlocked.Increment(ref count) : 0,
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return Volatile.Read(ref count);
    }
}
