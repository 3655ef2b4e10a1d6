using Assistant.Conversations;
using Assistant.Storage.Postgres;
using Assistant.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Assistant.Tests.Storage;

public sealed class SqliteStoreTests : StoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected override Task<StoreUnderTest> StartAsync() => StoreUnderTest.StartAsync([], Token);

    [Fact]
    public async Task Accept_DiskFull_IsUnavailableAndRecoversWhenThereIsRoom()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        var writer = store.Get<Assistant.Storage.Writing.GroupCommitWriter>();
        await writer.WriteAsync(conversation, session => session.ExecuteLong(new("PRAGMA max_page_count = 1")));
        var big = new string('x', 1_000_000);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2", big), 50, Token));
        // The connection was given up with its limit; the next one has room.
        Assert.Equal(2, (await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m3"), 50, Token)).Sequence);
    }

    [Fact]
    public async Task Accept_DatabaseLockedByAnotherProgram_IsUnavailableAndRecovers()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(store.Folder, "assistant.db")};Pooling=False"))
        {
            await other.OpenAsync(Token);
            await using var transaction = await other.BeginTransactionAsync(Token);
            await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token));
        }
        Assert.Equal(2, (await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token)).Sequence);
    }

    [Fact]
    public async Task Write_OneBadOperationInAGroup_HarmsNobodyElse()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var writer = store.Get<Assistant.Storage.Writing.GroupCommitWriter>();
        var writes = Enumerable.Range(0, 50).Select(i => i == 25
            ? writer.WriteAsync<bool>(conversation, _ => throw new InvalidOperationException("bad"))
            : store.Inbox.AcceptAsync(StoreData.Message(conversation, $"m{i}"), 100, Token).ContinueWith(done => done.Result.Outcome == InboxOutcome.Accepted, Token, default, TaskScheduler.Default)).ToArray();
        await Assert.ThrowsAsync<InvalidOperationException>(() => writes[25]);
        Assert.All(await Task.WhenAll(writes.Where((_, i) => i != 25)), Assert.True);
    }

    [Fact]
    public async Task Reopen_AfterClosing_KeepsEverything()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("assistant-store-").FullName;
        var conversation = StoreData.NewConversation();
        await using (var store = await StoreUnderTest.StartAsync([], Token, folder))
            await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        await using (var store = await StoreUnderTest.StartAsync([], Token, folder))
            Assert.Equal("m1", Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.ActivityId);
        StoreUnderTest.Remove(folder);
    }

    [Fact]
    public void Migrations_AreWhatTheModelSays()
    {
        using var sqlite = new SqliteDesignTimeFactory().CreateDbContext([]);
        using var postgres = new PostgresDesignTimeFactory().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.False(postgres.Database.HasPendingModelChanges());
    }
}
