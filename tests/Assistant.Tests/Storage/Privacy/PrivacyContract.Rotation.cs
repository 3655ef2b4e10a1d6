using System.Text;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

public abstract partial class PrivacyContract
{
    [Fact]
    public async Task RotateMasterKey_ReadsEverythingAsBefore()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, Secret);
        var keys = store.Get<KeyStore>();
        var before = keys.MasterKeyId;
        Rotate(keys);
        store.Get<SubjectKeys>().ForgetAll();
        if (store.Get<MasterKeySource>().IsFile)
        {
            Assert.NotEqual(before, keys.MasterKeyId);
            Assert.Contains(Secret, (await store.Directory.ActivitiesAsync(conversation, 0, 1, Token))[0].Text);
        }
    }

    /// <summary>More than are written at once.</summary>
    [Fact]
    public async Task RotateMasterKey_OfManyPersons_KeepsTheirKeys()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("assistant-master-").FullName;
        try
        {
            await using var store = await StartAsync(("Privacy:MasterKeyFile", Path.Combine(folder, "master.key")));
            var keys = store.Get<KeyStore>();
            var made = Enumerable.Range(0, 1_100).Select(i => keys.FindOrAdd(new("default", $"many{i}"))).ToList();

            keys.Rotate(null);

            Assert.All(made.Index(), key => Assert.Equal(key.Item.Bytes, keys.Find(new("default", $"many{key.Index}"))!.Bytes));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task RotateMasterKey_BesideAProcessThatHasTheOldOne_MakesNoKeyThatIsLost()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("assistant-master-").FullName;
        try
        {
            var file = ("Privacy:MasterKeyFile", Path.Combine(folder, "master.key"));
            await using var a = await StartAsync(file);
            await using var b = await StartAsync(file);
            b.Get<KeyStore>().FindOrAdd(new("default", "before"));
            a.Get<KeyStore>().Rotate(null);
            var made = b.Get<KeyStore>().FindOrAdd(new("default", "after"));
            await using var c = await StartAsync(file);
            Assert.Equal(made.Bytes, c.Get<KeyStore>().Find(new("default", "after"))!.Bytes);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task RotateMasterKey_WhileOthersMakeKeys_LosesNone()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("assistant-master-").FullName;
        try
        {
            var file = ("Privacy:MasterKeyFile", Path.Combine(folder, "master.key"));
            await using var a = await StartAsync(file);
            await using var b = await StartAsync(file);
            var making = Task.Run(() => Enumerable.Range(0, 40).Select(i => b.Get<KeyStore>().FindOrAdd(new("default", $"p{i}"))).ToList(), Token);
            var ids = Enumerable.Range(0, 3).Select(_ => a.Get<KeyStore>().Rotate(null)).ToList();
            var made = await making;
            await using var c = await StartAsync(file);
            Assert.Equal(ids[^1], c.Get<KeyStore>().MasterKeyId);
            Assert.All(made.Index(), key => Assert.Equal(key.Item.Bytes, c.Get<KeyStore>().Find(new("default", $"p{key.Index}"))!.Bytes));
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private protected virtual void Rotate(KeyStore keys) => keys.Rotate(null);
}
