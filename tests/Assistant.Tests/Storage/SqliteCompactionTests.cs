using Assistant.Conversations;
using Assistant.Storage;
using Assistant.Storage.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Storage;

public sealed class SqliteCompactionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("assistant-compact-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => StoreUnderTest.Remove(_folder);

    [Fact]
    public async Task Run_AfterMuchWasRemoved_MakesTheFileSmaller_AndKeepsTheRest()
    {
        var (gone, kept) = (StoreData.NewConversation(), StoreData.NewConversation());
        await using (var store = await StoreUnderTest.StartAsync([], Token, _folder))
        {
            await store.Inbox.AcceptAsync(StoreData.Message(kept, "m1"), 50, Token);
            for (var i = 0; i < 50; i++)
                await store.Inbox.AcceptAsync(StoreData.Message(gone, $"m{i}", new string((char)('a' + (i % 26)), 50_000)), 100, Token);
            await store.Directory.DeleteAsync(gone, "dl_anna", Token);
        }
        var (before, after) = await RunAsync();

        Assert.True(before > 2_000_000 && after < before / 2, $"{before} {after}");
        await using var again = await StoreUnderTest.StartAsync([], Token, _folder);
        Assert.Single(await again.Inbox.PendingAsync(kept, 0, Token));
    }

    [Fact]
    public async Task Run_WhileAServerHasTheFolder_IsRefused()
    {
        await using (await StoreUnderTest.StartAsync([], Token, _folder))
        {
        }
        using var server = new DataFolderLock(Options.Create(new DataOptions { Directory = _folder }), Options.Create(new StorageOptions()));
        await server.StartingAsync(Token);

        await Assert.ThrowsAsync<DataFolderTakenException>(RunAsync);
    }

    [Fact]
    public async Task Run_WhereThereIsNoDatabase_SaysSo() =>
        Assert.Contains("There is no database", (await Assert.ThrowsAsync<StorageUnavailableException>(RunAsync)).Message, StringComparison.Ordinal);

    private Task<(long Before, long After)> RunAsync() =>
        SqliteCompaction.RunAsync(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", _folder)]).Build(), Token);
}
