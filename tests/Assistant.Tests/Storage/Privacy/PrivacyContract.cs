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

/// <summary>Encryption by person, the chain and erasure, whichever database lies beneath.</summary>
public abstract partial class PrivacyContract
{
    private const string Secret = "Zanzibar-4711-回声";
    private static readonly string[] s_tables = ["conversations", "inbox", "activities", "turns", "evidence", "tool_calls", "feedback", "attachments", "working_memory", "chain"];

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Store_SecretsEverywhere_AreInTheClearOnlyWithoutEncryption(bool encrypted)
    {
        await using var store = await StartAsync(("Privacy:Encryption", encrypted ? "true" : "false"));
        await TalkAsync(store, StoreData.NewConversation(), Secret);
        Assert.Equal(!encrypted, await IsInTheClearAsync(store));
    }

    [Fact]
    public async Task Erase_APerson_LeavesNothingToReadAndAnIntactChain()
    {
        await using var store = await StartAsync();
        var (conversation, other) = (StoreData.NewConversation(), StoreData.NewConversation());
        await TalkAsync(store, conversation, Secret);
        await TalkAsync(store, other, "harmless", "dl_berta");
        var person = new ContentOwner("default", "dl_anna");

        var receipt = await store.Get<IPersonEraser>().EraseAsync(person, "officer", Token);

        Assert.True(receipt.IsAuthentic());
        Assert.False((receipt with { Subject = "somebody" }).IsAuthentic());
        Assert.NotEmpty(receipt.KeyFingerprint);
        Assert.Equal(2, receipt.Covered["activities"]);
        Assert.DoesNotContain("anna", Encoding.UTF8.GetString(receipt.ToJson()), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await store.Directory.ActivitiesAsync(conversation, 0, 100, Token));
        Assert.Empty(await store.Directory.ListAsync("default", "directline", "dl_anna", null, 100, Token));
        Assert.Empty(await store.Evidence.LoadAsync(conversation, ["e-att"], Token));
        Assert.Empty(await store.Log.RecentTurnsAsync(conversation, 10, Token));
        Assert.Null(await store.Memory.LoadAsync(conversation, Token));
        Assert.Null(await store.Attachments.OpenAsync(new(conversation, "dl_anna"), "att-m1", Token));
        Assert.Equal(2, (await store.Directory.ActivitiesAsync(other, 0, 100, Token)).Count);
        await AssertIntactAsync(store);

        // A new beginning is possible, under a new key.
        await TalkAsync(store, StoreData.NewConversation(), "again");
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Erase_OneOfAGroup_KeepsWhatTheOthersSaid()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1", Secret), 50, Token);
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2", "I stay") with { From = new Participant("dl_berta") }, 50, Token);

        await store.Get<IPersonEraser>().EraseAsync(new("default", "dl_anna"), "officer", Token);

        var left = Assert.Single(await store.Directory.ActivitiesAsync(conversation, 0, 100, Token));
        Assert.Equal("I stay", left.Text);
        Assert.Equal("m2", Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.ActivityId);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Erase_RowsPutBackFromABackup_StayUnreadable()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, Secret);
        var backup = await RowsAsync(store, "SELECT payload FROM activities WHERE tenant = 'default' AND subject = 'dl_anna'");
        await store.Get<IPersonEraser>().EraseAsync(new("default", "dl_anna"), "officer", Token);
        var protector = store.Get<IContentProtector>();
        Assert.NotEmpty(backup);
        Assert.All(backup, row => Assert.Throws<ContentErasedException>(() => protector.Reveal(new("default", "dl_anna"), row)));
    }

    /// <summary>From a stolen dump: whoever gets it back opened has been given somebody else's words.</summary>
    [Fact]
    public async Task Attachment_ThatIsWhatIsStoredOfAnother_ComesBackAsItWasGiven()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, StoreData.NewConversation(), Secret);
        var stolen = (await RowsAsync(store, "SELECT payload FROM activities WHERE tenant = 'default' AND subject = 'dl_anna'"))[0];
        var thief = new AttachmentOwner(StoreData.NewConversation(), "dl_berta");
        await store.Attachments.SaveAsync(thief, "stolen", new MemoryStream(stolen), 1_000_000, Token);

        await using var opened = await store.Attachments.OpenAsync(thief, "stolen", Token);
        using var read = new MemoryStream();
        await opened!.CopyToAsync(read, Token);
        Assert.Equal(stolen, read.ToArray());
        Assert.Throws<InvalidDataException>(() => store.Get<IContentProtector>().RevealShared("another", stolen));
    }

    /// <summary>Put back from a backup, or kept by a Redis that was away: a state that nobody can read keeps no later one out.</summary>
    [Fact]
    public async Task WorkingMemory_UnderADestroyedKey_GivesWayToTheNextState()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, Secret);
        store.Get<KeyStore>().Renew(ContentOwner.Of(conversation));
        byte[] stale;
        await using (var before = await store.BesideAsync(Token))
        {
            await before.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 1, Summary = "old" }, Token);
            store.Get<KeyStore>().Renew(ContentOwner.Of(conversation));
            stale = (await RowsAsync(before, "SELECT payload FROM working_memory"))[0];
        }
        await ExecuteAsync(store, "UPDATE working_memory SET version = 9, payload = @bytes", stale);

        await using var later = await store.BesideAsync(Token);
        Assert.Null(await later.Memory.LoadAsync(conversation, Token));
        Assert.True(await later.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 1, Summary = "new" }, Token));
        await using var last = await store.BesideAsync(Token);
        Assert.Equal("new", (await last.Memory.LoadAsync(conversation, Token))?.Summary);
    }

    [Fact]
    public async Task Erase_InterruptedAfterTheKeyWasDestroyed_IsFinishedAtTheNextStart()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, Secret);
        store.Get<Assistant.Storage.Erasure.ErasureLedger>().Begin(new("default", "dl_anna"), store.Get<KeyStore>().Find(new("default", "dl_anna")), "officer", new Dictionary<string, long>());
        store.Get<SubjectKeys>().ForgetAll();

        // As if killed here: nothing half-erased can be read.
        Assert.Empty(await store.Directory.ActivitiesAsync(conversation, 0, 100, Token));

        var receipt = Assert.Single(await store.Get<IPersonEraser>().FinishAsync(Token));
        Assert.Equal(2, receipt.Covered["activities"]);
        Assert.Empty(await store.Get<IPersonEraser>().FinishAsync(Token));
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM activities WHERE tenant = 'default' AND subject = 'dl_anna'"));
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Delete_AConversation_LeavesTheChainIntact()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, Secret);
        Assert.True(await store.Directory.DeleteAsync(conversation, "dl_anna", Token));
        await AssertIntactAsync(store);
    }

    [Theory]
    [InlineData("Pictures", new[] { "activities", "evidence", "turns" }, false)]
    [InlineData("Readings", new[] { "activities", "turns" }, true)]
    [InlineData("Log", new string[0], false)]
    public async Task Retention_ARuleWhoseTimeHasCome_RemovesThatAndNoMore(string kind, string[] left, bool fileLeft)
    {
        await using var store = await StartAsync(("Retention:Rules:0:Kind", kind), ("Retention:Rules:0:Keep", "7.00:00:00"), ("Retention:Rules:0:Channel", "directline"));
        var (old, elsewhere, young) = (StoreData.NewConversation(), StoreData.NewConversation() with { Channel = "msteams" }, StoreData.NewConversation());
        await TalkAsync(store, old, Secret);
        await TalkAsync(store, elsewhere, Secret);
        store.Time.Advance(TimeSpan.FromDays(8));
        await TalkAsync(store, young, Secret);

        var result = Assert.Single(await store.Get<IRetention>().ApplyAsync(Token));
        Assert.NotEmpty(result.Removed);

        Assert.Equal(left, await TablesAsync(store, old));
        Assert.Equal(["activities", "evidence", "turns"], await TablesAsync(store, elsewhere));
        Assert.Equal(["activities", "evidence", "turns"], await TablesAsync(store, young));
        Assert.Equal(fileLeft, await HasFileAsync(store, old));
        Assert.True(await HasFileAsync(store, elsewhere));
        Assert.True(await HasFileAsync(store, young));
        await AssertIntactAsync(store);
        Assert.DoesNotContain(Assert.Single(await store.Get<IRetention>().ApplyAsync(Token)).Removed, removed => removed.Key != "attachment_files");
    }

    [Fact]
    public async Task LegalHold_UntilItIsReleased_StopsRetentionAndErasure()
    {
        await using var store = await StartAsync(("Retention:Rules:0:Kind", "Log"), ("Retention:Rules:0:Keep", "7.00:00:00"));
        var conversation = StoreData.NewConversation();
        var person = new ContentOwner("default", "dl_anna");
        await TalkAsync(store, conversation, Secret);
        store.Time.Advance(TimeSpan.FromDays(8));
        var holds = store.Get<ILegalHolds>();
        await holds.SetAsync(person, "court", Token);
        Assert.Equal([person], await holds.ListAsync(Token));

        Assert.Equal(1, Assert.Single(await store.Get<IRetention>().ApplyAsync(Token)).Held);
        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IPersonEraser>().EraseAsync(person, "officer", Token));
        Assert.Equal(["activities", "evidence", "turns"], await TablesAsync(store, conversation));

        Assert.True(await holds.ReleaseAsync(person, "court", Token));
        Assert.False(await holds.ReleaseAsync(person, "court", Token));
        await store.Get<IRetention>().ApplyAsync(Token);
        Assert.Empty(await TablesAsync(store, conversation));
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Export_APerson_HoldsEverythingAndIsRecorded()
    {
        await using var store = await StartAsync();
        await TalkAsync(store, StoreData.NewConversation(), Secret);
        await TalkAsync(store, StoreData.NewConversation(), "of somebody else", "dl_berta");
        await store.Get<Assistant.Memory.Facts.PersonalFacts>().LearnAsync(new("default", "dl_anna"), new Assistant.Memory.Facts.Utterance("t1", "I live in Bergen.", StoreData.Now), Token);
        using var zip = new MemoryStream();
        await store.Get<IPersonArchive>().ExportAsync(new("default", "dl_anna"), "officer", zip, Token);
        await using var archive = new System.IO.Compression.ZipArchive(zip);
        Assert.Equal(["files/att-m1/发票 invoice.png", "index.html", "items.jsonl"], archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(Token));
            var text = await reader.ReadToEndAsync(Token);
            Assert.Contains("Zanzibar-4711", text, StringComparison.Ordinal);
            Assert.DoesNotContain("somebody else", text, StringComparison.Ordinal);
        }
        using (var index = new StreamReader(await archive.GetEntry("index.html")!.OpenAsync(Token)))
        {
            var page = await index.ReadToEndAsync(Token);
            foreach (var shown in new[] { "I live in Bergen.", "arithmetic(", "<small>memory", "<small>Read in invoice.png", "<small>memory event" })
                Assert.Contains(shown, page, StringComparison.Ordinal);
        }
        Assert.Contains(await RowsAsync(store, "SELECT body FROM chain"), body => Encoding.UTF8.GetString(body).Contains("\"kind\":\"looked\"", StringComparison.Ordinal) && Encoding.UTF8.GetString(body).Contains("officer", StringComparison.Ordinal));
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Archive_OfManyTurns_IsReadRowByRow()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, "one");
        await TalkAsync(store, conversation, "two", id: "m2");
        var kinds = new List<string>();
        await foreach (var item in store.Get<IPersonArchive>().ReadAsync(new("default", "dl_anna"), "officer", Token))
        {
            kinds.Add(item.Kind);
            // What is not read yet is not in memory: it can go still.
            if (item.Kind == "turn")
                await ExecuteAsync(store, "DELETE FROM turns WHERE turn_id LIKE '%m2'");
        }
        Assert.Single(kinds, "turn");
        Assert.Equal(2, kinds.Count(kind => kind == "answer"));
    }

    [Fact]
    public async Task Export_WhileItIsWritten_WaitsInSealedFilesThatGoWithIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The files have no name: what this process has open is looked at in /proc.");
        var before = Spools();
        using var zip = new MemoryStream();
        List<string> ours;
        await using (var archive = new Assistant.Storage.Archive.ArchiveWriter(zip, new("default", "dl_anna"), StoreData.Now))
        {
            for (var i = 0; i < 40; i++)
                await archive.WriteAsync(new("answer", "c", $"a{i}", StoreData.Now, $"{{\"text\":\"{Secret} {new string('x', 100_000)}\"}}"), Token);
            ours = [.. Spools().Keys.Except(before.Keys)];
            var waiting = Spools().Where(spool => ours.Contains(spool.Key)).Select(spool => File.ReadAllBytes(spool.Value)).Where(bytes => bytes.Length is > 3_000_000 and < 5_000_000).ToList();
            Assert.True(waiting.Count >= 2);
            Assert.Equal(40, await archive.FinishAsync(Token));
            Assert.All(waiting, bytes => Assert.Equal(-1, bytes.AsSpan().IndexOf("Zanzibar"u8)));
        }
        Assert.DoesNotContain(Spools().Keys, ours.Contains);
        await using var read = new System.IO.Compression.ZipArchive(zip);
        using var items = new StreamReader(await read.GetEntry("items.jsonl")!.OpenAsync(Token));
        Assert.Equal(41, (await items.ReadToEndAsync(Token)).Split('\n').Length);

        static Dictionary<string, string> Spools() => System.IO.Directory.GetFiles("/proc/self/fd").Select(open => (Name: new FileInfo(open).LinkTarget ?? "", Open: open))
            .Where(file => file.Name.Contains(".spool", StringComparison.Ordinal)).DistinctBy(file => file.Name).ToDictionary(file => file.Name, file => file.Open);
    }

    [Fact]
    public async Task Start_OnALogFromBeforeTheChain_AdoptsIt()
    {
        await using (var old = await StartAsync())
        {
            await TalkAsync(old, StoreData.NewConversation(), "one");
            foreach (var table in new[] { "chain", "chain_heads" })
                await ExecuteAsync(old, $"DELETE FROM {table}");
            Assert.False((await ReportAsync(old, "default")).IsIntact);
        }
        await using var store = await StartAsync();
        await TalkAsync(store, StoreData.NewConversation(), "two");
        await AssertIntactAsync(store);
        await ExecuteAsync(store, "UPDATE turns SET payload = @bytes WHERE sequence = 1");
        Assert.False((await ReportAsync(store, "default")).IsIntact);
    }

    private static async Task<bool> IsInTheClearAsync(StoreUnderTest store)
    {
        var needle = Encoding.UTF8.GetBytes("Zanzibar-4711");
        foreach (var table in s_tables)
            if ((await RowsAsync(store, $"SELECT {(table switch { "conversations" => "title", "chain" => "body", _ => "payload" })} FROM {table}")).Any(row => row.AsSpan().IndexOf(needle) >= 0))
                return true;
        return System.IO.Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories).Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(needle) >= 0;
        });
    }

    private static async Task<string[]> TablesAsync(StoreUnderTest store, ConversationKey conversation)
    {
        var found = new List<string>();
        foreach (var table in new[] { "activities", "evidence", "turns" })
            if ((await RowsAsync(store, $"SELECT payload FROM {table} WHERE conversation = '{conversation}'")).Count > 0)
                found.Add(table);
        return [.. found];
    }

    private static async Task<bool> HasFileAsync(StoreUnderTest store, ConversationKey conversation)
    {
        await using var file = await store.Attachments.OpenAsync(new(conversation, "dl_anna"), "att-m1", Token);
        return file is not null;
    }
}
