using Assistant.Conversations;
using Assistant.Storage;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;
using Assistant.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.IntegrationTests.Storage;

/// <summary>Commits whose answer never comes: the connection breaks just then.</summary>
public sealed class PostgresCommitTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly Statement s_note = new("INSERT INTO installation (name, value) VALUES (@name, @name)", ("name", System.Data.DbType.String));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="wasCommitted">Whether the connection broke behind the commit or before it; null when the database cannot say.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public async Task Commit_WhoseAnswerIsLost_IsNotMadeTwiceAndIsToldAsItIs(bool? wasCommitted)
    {
        await using var store = await StartAsync();
        var database = new BreakingDatabase(store.Get<IStoreDatabase>()) { Breaks = wasCommitted == false ? Breaking.Before : Breaking.Behind, IsMute = wasCommitted is null };
        await using var writer = Writer(store, database);
        var ran = 0;

        var writing = writer.WriteAsync(StoreData.NewConversation(), session =>
        {
            ran++;
            session.Execute(s_note, "noted");
            return 4711;
        });

        if (wasCommitted == true)
            Assert.Equal(4711, await writing);
        else
            Assert.Equal(wasCommitted is null, await Assert.ThrowsAnyAsync<StorageUnavailableException>(() => writing) is UncertainWriteException);
        Assert.Equal(1, ran);
        Assert.Equal(wasCommitted == false ? 0 : 1, (await store.Get<StoreReader>().QueryAsync("SELECT 1 FROM installation WHERE name = 'noted'", row => row.GetInt32(0), Token)).Count);
        Assert.Equal(1, await writer.WriteAsync(StoreData.NewConversation(), session => session.Execute(s_note, "and on")));
    }

    /// <summary>What only posts is sent in one go, so that its transaction had no name when it broke: COMMIT waits for it.</summary>
    [Fact]
    public async Task Commit_OfAGroupWhoseAnswerIsLost_IsNotMadeAgainOneByOne()
    {
        await using var store = await StartAsync();
        var database = new BreakingDatabase(store.Get<IStoreDatabase>());
        await using var writer = Writer(store, database);
        using var release = new ManualResetEventSlim();
        var holding = writer.WriteAsync(StoreData.NewConversation(), _ => release.Wait(TimeSpan.FromSeconds(60), Token));
        var writing = Enumerable.Range(0, 3).Select(i => writer.WriteAsync(StoreData.NewConversation(), session =>
        {
            // The one before them writes nothing: from here on.
            database.Breaks = Breaking.Behind;
            session.Post(s_note, "note " + i);
            return i;
        })).ToList();
        release.Set();
        Assert.True(await holding);
        Assert.Equal([0, 1, 2], (await Task.WhenAll(writing)).Order());
        Assert.Equal(3, (await store.Get<StoreReader>().QueryAsync("SELECT 1 FROM installation WHERE name LIKE 'note %'", row => row.GetInt32(0), Token)).Count);
    }

    private static GroupCommitWriter Writer(StoreUnderTest store, IStoreDatabase database) =>
        new(database, store.Get<ChainWriter>(), store.Get<ChainProgress>(), store.Get<SubjectKeys>(), Options.Create(new StorageOptions()), NullLogger<GroupCommitWriter>.Instance);

    private async Task<StoreUnderTest> StartAsync()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        return await StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString(await server.CreateDatabaseAsync(Token)) }, Token);
    }
}
