using System.Data.Common;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Keys;
using Microsoft.Data.Sqlite;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

public sealed class SqlitePrivacyTests : PrivacyContract, IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("assistant-privacy-").FullName;

    private string Keys => _folder + "-keys";

    private protected override Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings) =>
        StoreUnderTest.StartAsync(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), Token, _folder);

    public void Dispose() => StoreUnderTest.Remove(_folder);

    /// <summary>A destroyed key may lie in the write-ahead log as long as somebody reads what was there before.</summary>
    [Fact]
    public async Task Shred_WhileSomebodyReads_StaysDueUntilItIsDone()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, StoreData.NewConversation(), "hello");
        var (keys, log) = (store.Get<KeyStore>(), new FileInfo(Path.Combine(Keys, "keys.db-wal")));
        await using (var reader = new SqliteConnection($"Data Source={Path.Combine(Keys, "keys.db")};Pooling=false"))
        {
            await reader.OpenAsync(Token);
            await using var reading = reader.BeginTransaction(deferred: true);
            await using var command = reader.CreateCommand();
            (command.CommandText, command.Transaction) = ("SELECT count(*) FROM subject_keys", reading);
            await command.ExecuteScalarAsync(Token);

            await store.Get<IPersonEraser>().EraseAsync(new("default", "dl_anna"), "officer", Token);
            Assert.True(keys.IsShredDue);
        }

        keys.Shred();

        Assert.False(keys.IsShredDue);
        log.Refresh();
        Assert.Equal(0, log.Exists ? log.Length : 0);
    }

    /// <summary>The key is gone by then: neither the erasure nor the program ends by it.</summary>
    [Fact]
    public async Task Shred_OfADatabaseThatCannot_StaysDue()
    {
        await using var store = await StartAsync();
        var keys = new KeyStore(new FullDisk(store.Get<IKeyDatabase>()), store.Get<MasterKeySource>(), store.Time);

        keys.Shred();

        Assert.True(keys.IsShredDue);
        Assert.Throws<StorageUnavailableException>(() => keys.TryHoldErasures());
    }

    private sealed class FullDisk(IKeyDatabase keys) : IKeyDatabase
    {
        public string ForShare => keys.ForShare;

        public bool IsWithTheLog => keys.IsWithTheLog;

        public string Description => keys.Description;

        public bool Exists() => keys.Exists();

        public DbConnection Open() => keys.Open();

        public void Prepare() => keys.Prepare();

        public bool Shred() => throw new SqliteException("disk I/O error", 10);

        public IDisposable? TryHoldErasures() => throw new SqliteException("disk I/O error", 10);
    }

    [Fact]
    public async Task Start_MasterKeyLost_RefusesNamingItAndOverwritesNothing()
    {
        var id = await TalkOnceAsync();
        var file = Path.Combine(Keys, "master.key");
        var kept = await File.ReadAllTextAsync(file, Token);
        File.Delete(file);
        var refused = await Assert.ThrowsAsync<KeyStoreException>(() => StartAsync());
        Assert.Contains(id, refused.Message);
        Assert.False(File.Exists(file));

        await File.WriteAllTextAsync(file, kept, Token);
        await using var again = await StartAsync();
        await AssertIntactAsync(again);
    }

    [Fact]
    public async Task Start_WrongMasterKey_RefusesNamingBoth()
    {
        var id = await TalkOnceAsync();
        var refused = await Assert.ThrowsAsync<KeyStoreException>(() => StartAsync(("Privacy:MasterKey", StoreUnderTest.MasterKey)));
        Assert.Contains(id, refused.Message);
        Assert.Contains(MasterKey.Parse(StoreUnderTest.MasterKey, "test").Id, refused.Message);
    }

    [Fact]
    public async Task Start_KeyStoreLost_RefusesAndMakesNoOther()
    {
        await TalkOnceAsync();
        System.IO.Directory.Move(Keys, Keys + ".away");
        try
        {
            var refused = await Assert.ThrowsAsync<KeyStoreException>(() => StartAsync());
            Assert.Contains("Privacy:KeyDirectory", refused.Message);
            Assert.False(File.Exists(Path.Combine(Keys, "keys.db")));
        }
        finally
        {
            System.IO.Directory.Delete(Keys + ".away", recursive: true);
        }
    }

    [Fact]
    public async Task Start_AfterARotationThatWasKilledAtEachStep_OpensWithWhicheverKeyIsInForce()
    {
        await TalkOnceAsync();
        var (file, next) = (Path.Combine(Keys, "master.key"), Path.Combine(Keys, "master.key.next"));

        // Killed before the keys were wrapped anew: the new key is forgotten.
        MasterKeySource.Write(next, MasterKey.New());
        await using (var store = await StartAsync())
            await AssertIntactAsync(store);
        Assert.False(File.Exists(next));

        // Killed after that, before the file was renamed: the new key takes its place.
        var old = await File.ReadAllTextAsync(file, Token);
        string id;
        await using (var store = await StartAsync())
            id = store.Get<KeyStore>().Rotate(null);
        File.Move(file, next);
        await File.WriteAllTextAsync(file, old, Token);
        await using (var store = await StartAsync())
        {
            Assert.Equal(id, store.Get<KeyStore>().MasterKeyId);
            await AssertIntactAsync(store);
        }
        Assert.False(File.Exists(next));
    }

    [Fact]
    public async Task Start_MasterKeyFromACommand_IsTheOneItPrints()
    {
        await using var store = await StartAsync(("Privacy:MasterKeyCommand", $"echo {StoreUnderTest.MasterKey}"));
        Assert.Equal(MasterKey.Parse(StoreUnderTest.MasterKey, "test").Id, store.Get<KeyStore>().MasterKeyId);
        Assert.False(File.Exists(Path.Combine(Keys, "master.key")));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task MasterKeyFile_IsReadableByItsOwnerOnly()
    {
        await TalkOnceAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Keys, "master.key")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Keys));
    }

    private async Task<string> TalkOnceAsync()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, StoreData.NewConversation(), "hello");
        return store.Get<KeyStore>().MasterKeyId;
    }
}
