using System.Text;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Microsoft.Data.Sqlite;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>A data folder that was copied before somebody was erased and is put back whole, with today's keys: whatever is in it, nothing of theirs can be read.</summary>
public sealed class RestoredFolderTests : IDisposable
{
    private const string Secret = "Quittenbrot";
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("assistant-restored-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Backup => _folder + "-backup";

    public void Dispose()
    {
        StoreUnderTest.Remove(_folder);
        StoreUnderTest.Remove(Backup);
    }

    [Fact]
    public async Task DataFolder_OfBeforeAnErasure_PutBackWithTodaysKeys_HasNothingOfThem()
    {
        var (own, deleted, group) = (StoreData.NewConversation(), StoreData.NewConversation(), StoreData.NewConversation());
        await using (var store = await OpenAsync())
            await FillAsync(store, own, deleted, group);
        Replace(Backup, _folder);
        await using (var store = await OpenAsync())
        {
            // By the same look everything was there: messages, evidence, both kinds of memory, the group's, the files.
            Assert.InRange(await ReadableAsync(store), 15, int.MaxValue);
            Assert.True(await store.Directory.DeleteAsync(deleted, s_anna.SubjectId, Token));
            await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        }

        Replace(_folder, Backup);

        await using var restored = await OpenAsync();
        Assert.NotEmpty(await RowsAsync(restored, "SELECT payload FROM working_memory"));
        Assert.NotEmpty(await RowsAsync(restored, "SELECT payload FROM fact_ledgers"));
        Assert.Equal(0, await ReadableAsync(restored));
        Assert.Contains("before", Assert.Single(await restored.Directory.ActivitiesAsync(group, 0, 1, Token)).Text, StringComparison.Ordinal);

        Assert.True(await restored.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));
        Assert.Equal(0, await ReadableAsync(restored));
        Assert.Empty(await restored.Get<StoreReader>().QueryAsync("SELECT subject FROM activities WHERE subject = 'dl_anna'", row => row.GetString(0), Token));
        await AssertIntactAsync(restored);
    }

    private Task<StoreUnderTest> OpenAsync() => StoreUnderTest.StartAsync([], Token, _folder);

    private static async Task FillAsync(StoreUnderTest store, params ConversationKey[] conversations)
    {
        await TalkAsync(store, conversations[2], "before", "dl_berta", "m0");
        foreach (var (at, conversation) in conversations.Index())
            await TalkAsync(store, conversation, $"I bake {Secret} {at}", id: "m1");
        var message = StoreData.Message(conversations[2], "m2", "What was that?") with { From = new Participant("dl_berta") };
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var turn = StoreData.Turn(message, accepted.Sequence, (await store.Inbox.OpenAsync(conversations[2], Token)).Epoch, $"She bakes {Secret}.");
        await store.Log.RecordAsync(turn with { OtherIds = [s_anna.SubjectId], Sent = [new("stub", 0, [new("user", Secret) { OtherIds = [s_anna.SubjectId] }])] }, Token);
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);
        await store.Get<PersonalFacts>().LearnAsync(s_anna, new Utterance("t1", $"I live in {Secret}.", StoreData.Now), Token);
    }

    /// <summary>How many values of the database and files hold the secret, opened with whatever keys there are, or as they lie on the disk.</summary>
    private async Task<int> ReadableAsync(StoreUnderTest store)
    {
        store.Get<SubjectKeys>().ForgetAll();
        var (reader, protector, keys, found) = (store.Get<StoreReader>(), store.Get<IContentProtector>(), store.Get<KeyStore>(), 0);
        foreach (var (table, column) in await reader.QueryAsync("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'", row => (row.GetString(0), row.GetString(1)), Token))
            await reader.ForEachAsync($"SELECT \"{column}\" FROM \"{table}\"", row =>
            {
                var value = row.GetValue(0);
                if (Holds(value is byte[] stored ? protector.RevealShared(s_anna.Tenant, stored).Content : Encoding.UTF8.GetBytes($"{value}")))
                    found++;
            }, Token);
        foreach (var file in System.IO.Directory.GetFiles(_folder, "*", SearchOption.AllDirectories))
        {
            if (Holds(await BytesAsync(file)))
                found++;
            await using var stored = Open(file);
            if (!file.Contains("attachments", StringComparison.Ordinal) || await SealedFile.KeyIdAsync(stored, Token) is not { } keyId || keys.OwnerOf(keyId) is not { } owner)
                continue;
            await using var revealed = await protector.RevealAsync(owner, Open(file), Token);
            using var whole = new MemoryStream();
            await revealed.CopyToAsync(whole, Token);
            if (Holds(whole.ToArray()))
                found++;
        }
        return found;
    }

    private static bool Holds(byte[] bytes) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0;

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static async Task<byte[]> BytesAsync(string file)
    {
        await using var stream = Open(file);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Token);
        return bytes.ToArray();
    }

    /// <summary>With no connection open that would go on with the files of before.</summary>
    private static void Replace(string folder, string by)
    {
        SqliteConnection.ClearAllPools();
        if (System.IO.Directory.Exists(folder))
            System.IO.Directory.Delete(folder, recursive: true);
        foreach (var file in System.IO.Directory.GetFiles(by, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(by, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
