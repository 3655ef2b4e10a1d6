using Assistant.Storage.Keys;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

public sealed class SqlitePrivacyTests : PrivacyContract, IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("assistant-privacy-").FullName;

    private string Keys => _folder + "-keys";

    private protected override Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings) =>
        StoreUnderTest.StartAsync(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), Token, _folder);

    public void Dispose() => StoreUnderTest.Remove(_folder);

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
