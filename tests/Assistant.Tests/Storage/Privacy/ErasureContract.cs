using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Erasure;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>What receipts of erasures say, also of those that were broken off; whichever database lies beneath.</summary>
public abstract partial class ErasureContract
{
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private static readonly AsyncLocal<string?> s_breakOff = new();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync(params KeyValuePair<string, string?>[] settings);

    [Theory]
    [InlineData("end:erase.key")]
    [InlineData("begin:erase.files")]
    [InlineData("end:erase.files")]
    [InlineData("begin:erase.rows")]
    [InlineData("end:erase.rows")]
    [InlineData("begin:erase.receipt")]
    [InlineData("end:erase.receipt")]
    public async Task Erase_BrokenOffAnywhere_GivesTheReceiptOfOneThatWasNot(string step)
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        await BrokenOffAsync(store, step);

        await store.Get<IPersonEraser>().FinishAsync(Token);

        var receipt = Assert.Single(store.Get<IErasureReceipts>().All());
        Assert.Equal(
            new Dictionary<string, long> { ["activities"] = 4, ["conversations"] = 1, ["evidence"] = 2, ["facts"] = 1, ["memory_events"] = 2, ["memory_items"] = 6, ["tool_calls"] = 2, ["turns"] = 2, ["inbox"] = 2 },
            receipt.Covered.Where(kind => kind.Key is not ("attachments" or "attachment_files" or "working_memory")).ToDictionary());
        Assert.Equal(2, receipt.Covered.GetValueOrDefault("attachments") + receipt.Covered.GetValueOrDefault("attachment_files"));
        var records = (await RowsAsync(store, "SELECT body FROM chain ORDER BY sequence")).Select(body => JsonNode.Parse(Encoding.UTF8.GetString(body))!).ToList();
        var erased = records.FindIndex(record => record["kind"]!.GetValue<string>() == ChainKinds.Erased);
        Assert.Equal(erased, records.FindLastIndex(record => record["kind"]!.GetValue<string>() == ChainKinds.Erased));
        Assert.Equal(receipt.Subject, records[erased]["subject"]!.GetValue<string>());
        Assert.Equal(receipt.Covered, records[erased]["counts"]!.AsObject().Where(count => count.Value!.GetValue<long>() > 0).ToDictionary(count => count.Key, count => count.Value!.GetValue<long>()));
        Assert.InRange(erased + 1, Sequence(receipt.ChainBefore) + 1, Sequence(receipt.ChainAfter));
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM activities"));
        await AssertIntactAsync(store);
        Assert.Empty(await store.Get<Assistant.Storage.Connections.StoreReader>().QueryAsync("SELECT name FROM installation WHERE name LIKE 'erased:%'", row => row.GetString(0), Token));
    }

    [Fact]
    public async Task Erase_AskedAgainAfterItBrokeOff_IsTheSameErasure()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var pseudonym = store.Get<KeyStore>().Find(s_anna)!.Pseudonym;
        await BrokenOffAsync(store, "begin:erase.files");

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Equal(pseudonym, receipt.Subject);
        Assert.NotEmpty(receipt.KeyFingerprint);
        Assert.Equal(4, receipt.Covered["activities"]);
        Assert.Single(store.Get<IErasureReceipts>().All());
        Assert.Empty(await store.Get<IPersonEraser>().FinishAsync(Token));
    }

    [Fact]
    public async Task Erase_OfWhoHasWrittenSinceItBrokeOff_ErasesBoth()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        await BrokenOffAsync(store, "begin:erase.files");
        store.Get<SubjectKeys>().Forget(s_anna);
        await TalkAsync(store, StoreData.NewConversation(), "once more");

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Equal(2, store.Get<IErasureReceipts>().All().Select(each => each.Subject).Distinct().Count());
        Assert.NotEmpty(receipt.KeyFingerprint);
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
        Assert.Empty(await RowsAsync(store, "SELECT payload FROM activities"));
        await AssertIntactAsync(store);
    }

    /// <summary>A replica that starts while another erases somebody finds an erasure that is not finished.</summary>
    [Fact]
    public async Task Finish_WhileAnotherIsAtIt_LeavesItToThem()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        IReadOnlyList<ErasureReceipt>? meanwhile = null;
        using var listener = Listen(activity =>
        {
            if (s_breakOff.Value == "another finishes" && activity.OperationName == "erase.files")
            {
                s_breakOff.Value = null;
                meanwhile = Task.Run(() => store.Get<IPersonEraser>().FinishAsync(Token)).GetAwaiter().GetResult();
            }
        });
        s_breakOff.Value = "another finishes";

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Empty(meanwhile!);
        Assert.Equal(receipt.Signature, Assert.Single(store.Get<IErasureReceipts>().All()).Signature);
        Assert.Single(await RowsAsync(store, "SELECT body FROM chain"), body => Encoding.UTF8.GetString(body).Contains($"\"{ChainKinds.Erased}\"", StringComparison.Ordinal));
        Assert.Empty(await store.Get<IReceiptCheck>().ProblemsOfAsync(receipt, Token));
    }

    [Fact]
    public async Task Watch_FinishesWhatBrokeOffWhileItRuns_AndLooksAtOthersThoughItCannot()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var (cache, eraser) = (new CountingCache(), new UnluckyEraser(store.Get<IPersonEraser>()));
        using var watch = new ErasureWatch(eraser, store.Get<ErasureLedger>(), store.Get<KeyStore>(), store.Get<SubjectKeys>(), [cache], Options.Create(new PrivacyOptions()), store.Time, NullLogger<ErasureWatch>.Instance);
        await watch.StartAsync(Token);
        // It has looked once.
        await UntilAsync(store, () => eraser.Tries > 1);
        await BrokenOffAsync(store, "begin:erase.files");

        // Another's erasure is heard of though this one cannot be finished.
        await UntilAsync(store, () => cache.Forgotten > 0);
        Assert.Empty(store.Get<IErasureReceipts>().All());
        eraser.IsUnlucky = false;

        await UntilAsync(store, () => store.Get<IErasureReceipts>().All().Count == 1);
        await watch.StopAsync(Token);
        Assert.False(watch.ExecuteTask!.IsFaulted);
    }

    [Fact]
    public async Task Watch_WhileItsKeysCannotBeRead_IsNotReady()
    {
        await using var store = await StartAsync();
        var keys = store.Get<KeyStore>();
        using var watch = new ErasureWatch(
            store.Get<IPersonEraser>(), store.Get<ErasureLedger>(), keys, store.Get<SubjectKeys>(), [], Options.Create(new PrivacyOptions()), store.Time, NullLogger<ErasureWatch>.Instance);
        await watch.StartAsync(Token);
        Assert.Null(watch.Problem);

        keys.Ask(commands => commands.Execute("ALTER TABLE erasures RENAME TO away"));
        await UntilAsync(store, () => watch.Problem == "keys");
        keys.Ask(commands => commands.Execute("ALTER TABLE away RENAME TO erasures"));
        await UntilAsync(store, () => watch.Problem is null);

        await watch.StopAsync(Token);
    }

    [Theory]
    [InlineData("UPDATE chain SET hash = @bytes WHERE sequence = {before}", "the head before")]
    [InlineData("DELETE FROM chain WHERE sequence = {after}", "the head after")]
    [InlineData("UPDATE chain SET body = @bytes WHERE sequence = {after}", "no record of the erasure")]
    public async Task CheckReceipt_AgainstAChainThatSaysOtherwise_NamesIt(string tamper, string problem)
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        Assert.Empty(await store.Get<IReceiptCheck>().ProblemsOfAsync(receipt, Token));

        await ExecuteAsync(store, tamper.Replace("{before}", $"{Sequence(receipt.ChainBefore)}", StringComparison.Ordinal).Replace("{after}", $"{Sequence(receipt.ChainAfter)}", StringComparison.Ordinal));

        Assert.Contains(await store.Get<IReceiptCheck>().ProblemsOfAsync(receipt, Token), found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckReceipt_KeyPutBackOrOtherCountsOrAnotherInstallation_NamesIt()
    {
        await using var store = await StartAsync();
        await FillAsync(store);
        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        var check = store.Get<IReceiptCheck>();
        Assert.Contains("counts otherwise", Assert.Single(await check.ProblemsOfAsync(receipt with { Covered = new Dictionary<string, long>(receipt.Covered) { ["turns"] = 9 } }, Token)), StringComparison.Ordinal);
        Assert.Contains("another installation", Assert.Single(await check.ProblemsOfAsync(receipt with { PublicKey = "x" }, Token)), StringComparison.Ordinal);
        Assert.Contains("does not name", Assert.Single(await check.ProblemsOfAsync(receipt with { ChainAfter = "nothing" }, Token)), StringComparison.Ordinal);

        var keys = store.Get<KeyStore>();
        keys.FindOrAdd(s_anna);
        keys.Ask(commands => commands.Execute("UPDATE subject_keys SET pseudonym = @a WHERE subject = @b", receipt.Subject, s_anna.SubjectId));
        Assert.Contains("is there still", Assert.Single(await check.ProblemsOfAsync(receipt, Token)), StringComparison.Ordinal);
    }

    /// <summary>Years later: of what else the log had then nothing is left, and others have been erased since.</summary>
    [Fact]
    public async Task CheckReceipt_AfterRulesHaveTakenTheWholeLog_Holds()
    {
        await using var store = await StartAsync([new("Retention:Rules:0:Kind", "Log"), new("Retention:Rules:0:Keep", "365.00:00:00")]);
        await FillAsync(store);
        foreach (var other in new[] { "dl_berta", "dl_carl" })
            await TalkAsync(store, StoreData.NewConversation(), "harmless", other);
        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        await store.Get<IPersonEraser>().EraseAsync(new("default", "dl_berta"), "officer", Token);
        store.Time.Advance(TimeSpan.FromDays(2_000));
        await store.Get<IRetention>().ApplyAsync(Token);

        Assert.Empty(await RowsAsync(store, "SELECT payload FROM activities"));
        Assert.Empty(await store.Get<IReceiptCheck>().ProblemsOfAsync(receipt, Token));
        await AssertIntactAsync(store);
    }

    private static async Task BrokenOffAsync(StoreUnderTest store, string step)
    {
        using var listener = Listen(activity => BreakOff("begin:" + activity.OperationName), activity => BreakOff("end:" + activity.OperationName));
        s_breakOff.Value = step;
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token));
        s_breakOff.Value = null;
    }

    private static ActivityListener Listen(Action<Activity> started, Action<Activity>? stopped = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Assistant.Conversations.TurnTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = started,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task UntilAsync(StoreUnderTest store, Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 500, "It never was so.");
            await Task.Delay(20, Token);
            store.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private sealed class CountingCache : IContentCache
    {
        public int Forgotten { get; private set; }

        public void ForgetAll() => Forgotten++;
    }

    private sealed class UnluckyEraser(IPersonEraser eraser) : IPersonEraser
    {
        public bool IsUnlucky { get; set; } = true;

        public int Tries { get; private set; }

        public Task<ErasureReceipt> EraseAsync(ContentOwner person, string requestedBy, CancellationToken cancellationToken) => eraser.EraseAsync(person, requestedBy, cancellationToken);

        public Task<ErasureReceipt?> EraseRequestedAsync(ContentOwner person, CancellationToken cancellationToken) => eraser.EraseRequestedAsync(person, cancellationToken);

        public Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken) => eraser.RefuseAsync(person, cancellationToken);

        public Task<IReadOnlyList<ErasureReceipt>> FinishAsync(CancellationToken cancellationToken)
        {
            Tries++;
            return IsUnlucky ? throw new InvalidOperationException("The disk is full.") : eraser.FinishAsync(cancellationToken);
        }
    }

    private static void BreakOff(string at)
    {
        if (s_breakOff.Value == at)
            throw new InvalidOperationException("Broken off.");
    }

    private static async Task FillAsync(StoreUnderTest store)
    {
        var conversation = StoreData.NewConversation();
        await TalkAsync(store, conversation, "one");
        await TalkAsync(store, conversation, "two", id: "m2");
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);
        await store.Get<PersonalFacts>().LearnAsync(s_anna, new Utterance("t1", "I live in Bergen.", StoreData.Now), Token);
    }

    private static long Sequence(string head) => long.Parse(head.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
}
