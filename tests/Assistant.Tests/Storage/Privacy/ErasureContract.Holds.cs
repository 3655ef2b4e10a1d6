using System.Text;
using Assistant.Audit;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>Legal holds, and promised erasures, that a backup of the log knows nothing of, or that cross an erasure.</summary>
public abstract partial class ErasureContract
{
    [Fact]
    public async Task Hold_SetSinceTheBackupThatWasPutBack_StandsAgainAndIsRecorded()
    {
        await using var store = await StartAsync([new("Retention:Rules:0:Kind", "Log"), new("Retention:Rules:0:Keep", "7.00:00:00")]);
        await FillAsync(store);
        var holds = store.Get<ILegalHolds>();
        await holds.SetAsync(new("default", "dl_released"), "court", Token);
        await BackUpAsync(store);
        await holds.ReleaseAsync(new("default", "dl_released"), "court", Token);
        await holds.SetAsync(s_anna, "court", Token);
        await store.Get<ChainSigner>().SignAsync(Token);
        await PutBackAsync(store);

        // Also before anybody has accepted the log.
        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token));
        Assert.True(await store.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));

        Assert.Contains(s_anna, await holds.ListAsync(Token));
        Assert.Single(await RowsAsync(store, "SELECT body FROM chain ORDER BY sequence DESC LIMIT 2"), body => Encoding.UTF8.GetString(body) is var text && text.Contains($"\"{ChainKinds.Held}\"", StringComparison.Ordinal) && text.Contains("officer", StringComparison.Ordinal));
        store.Time.Advance(TimeSpan.FromDays(8));
        Assert.Equal(1, Assert.Single(await store.Get<IRetention>().ApplyAsync(Token)).Held);
        Assert.Equal(4, (await store.Directory.ActivitiesAsync(await ConversationAsync(store), 0, 10, Token)).Count);
        await AssertIntactAsync(store);
        Assert.False(await store.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));
        Assert.True(await holds.ReleaseAsync(s_anna, "court", Token));
        Assert.False(await holds.ReleaseAsync(s_anna, "court", Token));
    }

    [Fact]
    public async Task Hold_FromBeforeTheyWereKeptWithTheKeys_IsKeptFromTheNextStartOn()
    {
        await using var store = await StartAsync();
        await ExecuteAsync(store, "INSERT INTO installation (name, value) VALUES ('hold:default/dl_anna', '2026-11-24')");
        Assert.Empty(store.Get<KeptNotes>().List(KeptNotes.Hold, "default"));
        await using var beside = await store.BesideAsync(Token);
        Assert.Equal(s_anna, Assert.Single(store.Get<KeptNotes>().List(KeptNotes.Hold, "default")).Person);
        Assert.Empty(store.Get<KeptNotes>().List(KeptNotes.Hold, "other"));
    }

    [Fact]
    public async Task Request_MadeSinceTheBackupThatWasPutBack_IsThereAgain()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var conversation = await ConversationAsync(store);
        await BackUpAsync(store);
        await store.Get<IErasureRequests>().AddAsync(s_anna, conversation, Token);
        await store.Get<ChainSigner>().SignAsync(Token);
        await PutBackAsync(store);
        Assert.Empty(await store.Get<ErasureRequests>().ListAsync(Token));

        Assert.True(await store.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));

        Assert.Equal((s_anna, conversation), Assert.Single(await store.Get<ErasureRequests>().ListAsync(Token)) is var request ? (request.Person, request.Conversation) : default);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "person", Token);
        Assert.Empty(store.Get<KeptNotes>().List(KeptNotes.Erase, "default"));
        await AssertIntactAsync(store);
        Assert.False(await store.Get<IRestoredLog>().AcceptAsync("default", "officer", Token));
    }

    [Fact]
    public async Task Hold_OnceAnErasureHasBegun_IsRefusedAndMakesNoNewKey()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        await BrokenOffAsync(store, "begin:erase.files");

        await Assert.ThrowsAsync<ErasureBegunException>(() => store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token));

        Assert.Empty(await store.Get<ILegalHolds>().ListAsync(Token));
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
        await store.Get<IPersonEraser>().FinishAsync(Token);
        // Whoever writes afterwards is a new person.
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);
        Assert.Equal([s_anna], await store.Get<ILegalHolds>().ListAsync(Token));
    }

    [Fact]
    public async Task Hold_SetAsTheKeyIsAboutToGo_KeepsIt()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var (ledger, key) = (store.Get<ErasureLedger>(), store.Get<KeyStore>().Find(s_anna));
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);

        Assert.Throws<LegalHoldException>(() => ledger.Begin(s_anna, key, "officer", new Dictionary<string, long>()));

        Assert.Equal(key!.Id, store.Get<KeyStore>().Find(s_anna)!.Id);
        Assert.Empty(ledger.Unfinished());
    }
}
