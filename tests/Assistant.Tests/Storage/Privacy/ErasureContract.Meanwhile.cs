using System.Diagnostics;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Inbox;
using Assistant.Storage.Keys;
using Assistant.Storage.Writing;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>What is said and written while somebody is erased, by them and by other processes that still hold their key; and what a backup brings back.</summary>
public abstract partial class ErasureContract
{
    private const string Since = "I am back";

    [Theory]
    [InlineData("erase.files")]
    [InlineData("erase.rows")]
    public async Task Erase_WhileThePersonWritesOn_KeepsWhatTheySayAsANewPersons(string step)
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var (conversation, done) = (await ConversationAsync(store), false);
        using var listener = Listen(activity =>
        {
            if (activity.OperationName == step && s_breakOff.Value == "writes on" && !done)
            {
                done = true;
                Task.Run(() => store.Inbox.AcceptAsync(StoreData.Message(conversation, "m9", Since), 50, Token)).GetAwaiter().GetResult();
            }
        });
        s_breakOff.Value = "writes on";

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.True(done);
        Assert.Equal(4, receipt.Covered["activities"]);
        Assert.Equal(Since, Assert.Single(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Text);
        Assert.Equal("m9", Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.ActivityId);
        Assert.Equal(conversation, Assert.Single(await store.Directory.ListAsync("default", "directline", "dl_anna", null, 10, Token)).Conversation);
        await AssertIntactAsync(store);
        Assert.Empty(await store.Get<IReceiptCheck>().ProblemsOfAsync(receipt, Token));

        s_breakOff.Value = null;
        Assert.Equal(1, (await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token)).Covered["activities"]);
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM activities"));
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Finish_OfWhoHasWrittenSinceItBrokeOff_KeepsThat()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var conversation = await ConversationAsync(store);
        await BrokenOffAsync(store, "begin:erase.files");
        store.Get<SubjectKeys>().Forget(s_anna);
        await TalkAsync(store, conversation, Since, id: "m9");
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);
        await store.Get<PersonalFacts>().LearnAsync(s_anna, new Utterance("t9", "I live in Oslo.", StoreData.Now), Token);

        Assert.Single(await store.Get<IPersonEraser>().FinishAsync(Token));

        Assert.Equal([Since, "You said: " + Since], (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Select(activity => activity.Text));
        Assert.Equal("Oslo", Assert.Single((await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).Facts).Value);
        Assert.All(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token), episode => Assert.Contains(Since, episode.Text, StringComparison.Ordinal));
        Assert.NotEmpty(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token));
        await AssertIntactAsync(store);

        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM activities UNION ALL SELECT payload FROM memory_events UNION ALL SELECT payload FROM memory_segments UNION ALL SELECT payload FROM fact_ledgers"));
        await AssertIntactAsync(store);
    }

    /// <summary>For as long as <see cref="PrivacyOptions.ErasureNotice"/> it does not know that the key is destroyed.</summary>
    [Fact]
    public async Task Accept_ByAProcessThatHoldsTheDestroyedKey_IsANewPersonsAndCanBeRead()
    {
        await using var store = await StartAsync();
        await using var other = await store.BesideAsync(Token);
        await FillAsync(store);
        var conversation = await ConversationAsync(store);
        Assert.Equal(4, (await other.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Count);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Equal(InboxOutcome.Accepted, (await other.Inbox.AcceptAsync(StoreData.Message(conversation, "m9", Since), 50, Token)).Outcome);

        Assert.Equal(Since, Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.Text);
        await AssertIntactAsync(store);
    }

    /// <summary>An import has no watch that tells it of erasures.</summary>
    [Fact]
    public async Task Memory_WrittenByAProcessThatHoldsTheDestroyedKey_IsRefusedAndLeavesNothing()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        await using var import = await store.BesideAsync(Token);
        var (memory, facts) = (import.Get<ILongTermMemory>(), import.Get<PersonalFacts>());
        await memory.RememberAsync(s_anna, [Line("i1")], false, Token);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        await Assert.ThrowsAsync<KeyDestroyedException>(() => memory.RememberAsync(s_anna, [Line("i2")], false, Token));
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM memory_events UNION ALL SELECT payload FROM memory_segments UNION ALL SELECT payload FROM fact_ledgers"));
        await AssertIntactAsync(store);

        // Its key is forgotten there, too: whoever is told of again is a new person.
        await facts.LearnAsync(s_anna, new Utterance("t9", "I live in Oslo.", StoreData.Now), Token);
        Assert.Single((await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).Facts);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Learn_OverALedgerUnderADestroyedKey_TakesItsPlace()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var old = (await RowsAsync(store, "SELECT payload FROM fact_ledgers"))[0];
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        var facts = store.Get<PersonalFacts>();
        await facts.LearnAsync(s_anna, new Utterance("t9", "I live in Oslo.", StoreData.Now), Token);
        await ExecuteAsync(store, "UPDATE fact_ledgers SET version = 7, payload = @bytes", old);

        Assert.True(await facts.LearnAsync(s_anna, new Utterance("t10", "I live in Rome.", StoreData.Now), Token));
        Assert.Equal("Rome", Assert.Single((await facts.OpenAsync(s_anna, Token)).Facts).Value);
    }

    /// <summary>Between the look for a new key and the removal of rows.</summary>
    [Fact]
    public async Task Erase_FirstMessageComesAsTheRowsGo_IsSpared()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var conversation = (await ConversationAsync(store)).ToString();
        var pseudonym = store.Get<KeyStore>().Find(s_anna)!.Pseudonym;
        using var mayGoOn = new ManualResetEventSlim();
        Task<bool>? before = null;
        using var listener = Listen(activity =>
        {
            if (activity.OperationName != "erase.rows" || s_breakOff.Value != "as the rows go")
                return;
            before = store.Get<GroupCommitWriter>().WriteAsync(new ConversationKey("default", "erasure", pseudonym), session =>
            {
                Assert.True(mayGoOn.Wait(TimeSpan.FromSeconds(60), Token));
                var payload = store.Get<ContentCodec>().Write(s_anna, Since, StoreJson.Default.String);
                return session.Execute(InboxStatements.InsertActivity, conversation, 99L, "m9", "default", "dl_anna", 0L, payload) == 1;
            });
        });
        s_breakOff.Value = "as the rows go";

        var erasing = Task.Run(() => store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token));
        await Task.WhenAny(erasing, Task.Delay(TimeSpan.FromSeconds(1), Token));
        mayGoOn.Set();

        Assert.Equal(4, (await erasing).Covered["activities"]);
        Assert.True(await before!);
        Assert.Equal(store.Get<KeyStore>().Find(s_anna)!.Id, SealedEnvelope.KeyId(Assert.Single(await RowsAsync(store, "SELECT payload FROM activities"))));
    }

    /// <summary>Between the look for a key, of which there was none, and its destruction.</summary>
    [Fact]
    public async Task Erase_OfSomebodyUnknownWhoWritesForTheFirstTime_SparesThem()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, Since);
        var begun = store.Get<Assistant.Storage.Erasure.ErasureLedger>().Begin(s_anna, null, "officer", new Dictionary<string, long>());
        Assert.Equal(0UL, begun.KeyId);

        Assert.Single(await store.Get<IPersonEraser>().FinishAsync(Token));

        store.Get<SubjectKeys>().ForgetAll();
        Assert.Equal([Since, "You said: " + Since], (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Select(activity => activity.Text));
        await AssertIntactAsync(store);
    }

    /// <summary>It read what she said before, and ends before her rows go.</summary>
    [Fact]
    public async Task Erase_WhileAnothersTurnEnds_LeavesNothingInTheirWorkingMemory()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, "before", "dl_berta", "m0");
        await TalkAsync(store, conversation, "one");
        var isSaved = false;
        using var during = During("erase.rows", async () =>
        {
            await TalkAsync(store, conversation, "two", "dl_berta", "m2");
            isSaved = await store.Memory.LoadAsync(conversation, Token) is not null;
        });

        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.True(isSaved);
        Assert.Null(await store.Memory.LoadAsync(conversation, Token));
        await using var beside = await store.BesideAsync(Token);
        Assert.Null(await beside.Memory.LoadAsync(conversation, Token));
        Assert.Equal(["before", "You said: before", "two", "You said: two"], (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Select(activity => activity.Text));
        await AssertIntactAsync(store);
    }

    /// <summary>An erasure finds a person's conversations by their rows: what was in none any more when it came must not be readable in a backup of before either.</summary>
    [Theory]
    [InlineData("deleted")]
    [InlineData("expired")]
    [InlineData("expired beside others")]
    public async Task WorkingMemory_InABackupOfAConversationThatIsInNoRowOfThePersons_CannotBeRead(string how)
    {
        await using var store = await StartAsync([new("Retention:Rules:0:Kind", "Log"), new("Retention:Rules:0:Keep", "7.00:00:00")]);
        var (conversation, protector) = (StoreData.NewConversation(), store.Get<IContentProtector>());
        var owner = ContentOwner.Of(conversation);
        if (how == "expired beside others")
            await TalkAsync(store, conversation, "before", "dl_berta", "m0");
        await TalkAsync(store, conversation, "one");
        var backup = protector.Protect(owner, "what was said"u8.ToArray());
        store.Time.Advance(TimeSpan.FromDays(8));
        if (how == "expired beside others")
            await TalkAsync(store, conversation, "two", "dl_berta", "m2");

        if (how == "deleted")
            Assert.True(await store.Directory.DeleteAsync(conversation, "dl_anna", Token));
        else
            await store.Get<IRetention>().ApplyAsync(Token);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        store.Get<SubjectKeys>().ForgetAll();
        Assert.Throws<ContentErasedException>(() => protector.Reveal(owner, backup));
        Assert.Equal(how == "expired beside others", store.Get<KeyStore>().Find(owner) is not null);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Erase_HeldWhileItWaitsForOthers_IsRefused()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var turn = await store.Get<Assistant.Storage.Erasure.ErasureTurn>().TakeAsync(TimeSpan.Zero, Token);
        var erasing = store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);
        turn!.Dispose();

        await Assert.ThrowsAsync<LegalHoldException>(() => erasing);
        Assert.NotNull(store.Get<KeyStore>().Find(s_anna));
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("erase")]
    public async Task Restored_RowsOfAnErasedPerson_GoAgainUnderThePseudonymThatTheChainKnows(string by)
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        await TalkAsync(store, StoreData.NewConversation(), "harmless", "dl_berta");
        await BackUpAsync(store);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        await PutBackAsync(store);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<IRetention>().ApplyAsync(Token));

        if (by == "erase")
            await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        Assert.True(await store.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));

        Assert.Empty(await store.Get<Assistant.Storage.Connections.StoreReader>().QueryAsync(
            "SELECT subject FROM activities WHERE subject = 'dl_anna' UNION SELECT user_id FROM conversations WHERE user_id = 'dl_anna' UNION SELECT subject FROM memory_events UNION SELECT subject FROM fact_ledgers", row => row.GetString(0), Token));
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
        await store.Get<IRetention>().ApplyAsync(Token);
        await AssertIntactAsync(store);
        Assert.False(await store.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));
    }

    private static readonly string[] s_backedUp =
        ["conversations", "inbox", "activities", "turns", "evidence", "tool_calls", "memory_events", "memory_segments", "fact_ledgers", "chain", "chain_heads", "chain_signatures", "installation"];

    private static async Task BackUpAsync(StoreUnderTest store)
    {
        foreach (var table in s_backedUp)
            await ExecuteAsync(store, $"CREATE TABLE backup_{table} AS SELECT * FROM {table}");
    }

    private static async Task PutBackAsync(StoreUnderTest store)
    {
        foreach (var table in s_backedUp)
        {
            await ExecuteAsync(store, $"DELETE FROM {table}");
            await ExecuteAsync(store, $"INSERT INTO {table} SELECT * FROM backup_{table}");
        }
        store.Get<SubjectKeys>().ForgetAll();
    }

    private static Episode Line(string id) => new(id, StoreData.Now, "dl_anna", "c1", "I live in Bergen, said " + id, UtteranceSource.User);

    private static async Task<ConversationKey> ConversationAsync(StoreUnderTest store) =>
        Assert.Single(await store.Directory.ListAsync("default", "directline", "dl_anna", null, 10, Token)).Conversation;
}
