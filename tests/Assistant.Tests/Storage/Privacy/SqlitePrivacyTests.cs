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

        keys.Shred(keys: true);

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

        keys.Shred(keys: true);

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

        public bool Shred(bool keys) => throw new SqliteException("disk I/O error", 10);

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

    [Theory]
    [InlineData("signing_key")]
    [InlineData("master_key_id")]
    [InlineData("store_id")]
    public async Task Start_KeyStoreWithoutARowOfItsSettings_RefusesNamingWhatIsLostAndMakesNoOther(string lost)
    {
        await TalkOnceAsync();
        var kept = await AskKeysAsync($"SELECT value FROM settings WHERE name = '{lost}'");
        await AskKeysAsync($"DELETE FROM settings WHERE name = '{lost}'");

        var refused = await Assert.ThrowsAsync<KeyStoreException>(() => StartAsync());

        Assert.Contains(lost == "store_id" ? "has lost its name" : $"'{lost}'", refused.Message, StringComparison.Ordinal);
        Assert.Null(await AskKeysAsync($"SELECT value FROM settings WHERE name = '{lost}'"));
        await AskKeysAsync($"INSERT INTO settings (name, value) VALUES ('{lost}', '{kept}')");
        await using var again = await StartAsync();
        await AssertIntactAsync(again);
    }

    [Fact]
    public async Task Start_SigningKeyTamperedWith_IsNamed()
    {
        await TalkOnceAsync();
        await AskKeysAsync("UPDATE settings SET value = replace(value, substr(value, 60, 4), 'AAAA') WHERE name = 'signing_key'");
        Assert.Contains("signing_key", (await Assert.ThrowsAsync<KeyStoreException>(() => StartAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_KeyStoreEmptied_RefusesAndMakesNoOther(bool isFile)
    {
        await TalkOnceAsync();
        if (isFile)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            foreach (var file in System.IO.Directory.GetFiles(Keys, "keys.db*"))
                await File.WriteAllBytesAsync(file, [], Token);
        }
        else
            await AskKeysAsync("DELETE FROM settings; DELETE FROM subject_keys");
        var refused = await Assert.ThrowsAsync<KeyStoreException>(() => StartAsync());
        Assert.Contains("Privacy:KeyDirectory", refused.Message, StringComparison.Ordinal);
        Assert.True(isFile ? new FileInfo(Path.Combine(Keys, "keys.db")).Length == 0 : await AskKeysAsync("SELECT value FROM settings") is null);
    }

    /// <summary>The first value of the first row; null when there is none.</summary>
    private async Task<object?> AskKeysAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Keys, "keys.db")};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Token);
    }

    [Fact]
    public async Task RotateMasterKey_GivenByTheEnvironment_OfAnotherProcess_IsAnOutageThatNamesTheNewOne()
    {
        var next = MasterKey.New();
        await using var store = await StartAsync(("Privacy:MasterKey", StoreUnderTest.MasterKey));
        await TalkAsync(store, StoreData.NewConversation(), "hello");
        store.Get<KeyStore>().Rotate(next);
        store.Get<SubjectKeys>().ForgetAll();
        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Inbox.AcceptAsync(StoreData.Message(StoreData.NewConversation(), "m1") with { From = new("dl_new") }, 50, Token));
        Assert.Contains(next.Id, refused.Message, StringComparison.Ordinal);
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
