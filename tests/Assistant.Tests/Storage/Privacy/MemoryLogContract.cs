using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>What turns read of a memory, what is done to it and who looks at it stands in the log, whichever database lies beneath.</summary>
public abstract class MemoryLogContract
{
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings);

    [Fact]
    public async Task Turn_WhatItReadOfMemory_IsInItsRecordAndNotInWhatClientsGet()
    {
        await using var store = await StartAsync();
        await TurnAsync(store, answer => answer with { MemoryRead = ["fact-f1", "episode-t0"] }, new SentPrompt("stub", 0, [new("system", "Answer from the passages.")]));

        var items = await ArchiveAsync(store);
        var turn = Assert.Single(items, item => item.Kind == "turn");
        Assert.Contains("Memory read: fact-f1, episode-t0", turn.ToText(), StringComparison.Ordinal);
        Assert.Contains("Prompt as sent to the model stub:\n[system] Answer from the passages.", turn.ToText(), StringComparison.Ordinal);
        Assert.Contains("arithmetic({\"a\":1}) → 2", Assert.Single(items, item => item.Kind == "tool_call").ToText(), StringComparison.Ordinal);
        Assert.Empty((await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token))[1].Answer!.MemoryRead);
    }

    [Fact]
    public async Task Memory_EveryChangeAndLook_IsAnEventByItsIdsAndTamperingWithAnyIsFound()
    {
        await using var store = await StartAsync();
        await TurnAsync(store);
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);
        await LearnAsync(store, "t1", "I live in Bergen.");
        var memory = store.Get<IPersonalMemory>();
        await memory.ForgetFactAsync(s_anna, (await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).Facts[0].Id, Token);
        await memory.PauseAsync(s_anna, Token);
        await memory.ResumeAsync(s_anna, Token);
        await memory.ExportAsync(s_anna, Token);
        await store.Get<IConversationMemory>().ExcludeAsync(s_anna, _conversation, Token);

        var events = (await ArchiveAsync(store)).Where(item => item.Kind == "memory_event").ToList();
        Assert.Equal(["Excluded", "Exported", "Forgotten", "Forgotten", "Learned", "Looked", "Paused", "Remembered", "Resumed"], events.Select(item => item.ToText().Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Contains("Learned 1 by person: t1/0", events.Select(item => item.ToText()));
        Assert.Contains("Forgotten 1 by person: t1/0", events.Select(item => item.ToText()));
        Assert.Contains("Looked by officer (archive)", events.Select(item => item.ToText()));
        Assert.Contains(events, item => item.ToText().StartsWith($"Remembered 3 by person, in {_conversation}: t-", StringComparison.Ordinal));

        await AssertIntactAsync(store);
        foreach (var (id, payload) in await RowsAsync(store))
        {
            await ExecuteAsync(store, "UPDATE memory_events SET payload = @bytes WHERE id = @id", id, [.. payload.Reverse()]);
            Assert.Contains((await VerifyAsync(store)).Problems, problem => problem.What.Contains("memory_events", StringComparison.Ordinal));
            await ExecuteAsync(store, "UPDATE memory_events SET payload = @bytes WHERE id = @id", id, payload);
        }
        await AssertIntactAsync(store);
        await ExecuteAsync(store, "DELETE FROM memory_events WHERE id = @id OR @bytes IS NULL", (await RowsAsync(store))[0].Id, []);
        Assert.False((await VerifyAsync(store)).IsIntact);
    }

    [Fact]
    public async Task Save_SomebodyElseWasFaster_RecordsNothing()
    {
        await using var store = await StartAsync();
        await LearnAsync(store, "t1", "I live in Bergen.");
        Assert.Equal(LedgerSave.Behind, await store.Get<IFactStore>().SaveAsync(s_anna, new([], []), 7, new(MemoryEventKind.Forgotten, 1), null, Token));
        Assert.Single(await RowsAsync(store));
    }

    [Fact]
    public async Task Use_OfAFact_IsNoChange()
    {
        await using var store = await StartAsync();
        await LearnAsync(store, "t1", "I live in Bergen.");
        await store.Get<PersonalFacts>().ChangeAsync(s_anna, ledger =>
        {
            ledger.Used(ledger.Facts[0].Id, StoreData.Now);
            return true;
        }, Token);
        Assert.Single(await RowsAsync(store));
    }

    [Fact]
    public async Task Look_AtSomebodyUnknown_IsRecordedAndMakesNoKey()
    {
        await using var store = await StartAsync();
        await store.Get<IMemoryLog>().AppendAsync(new("default", "nobody"), new(MemoryEventKind.Looked) { By = "officer" }, Token);
        Assert.Null(store.Get<KeyStore>().Find(new("default", "nobody")));
        Assert.Equal(1, (await VerifyAsync(store)).Records);
        Assert.Empty(await RowsAsync(store));
    }

    [Fact]
    public async Task Summary_ByAModel_IsKeptWithItsPromptChainedAndErased()
    {
        await using var store = await StartAsync();
        await TurnAsync(store);
        await SummariseAsync(store, _conversation);

        var text = Assert.Single(await ArchiveAsync(store), item => item.Kind == "memory_event" && item.ToText().StartsWith("Summarised", StringComparison.Ordinal)).ToText();
        Assert.Equal($"Summarised by person, in {_conversation}, with m\nPrompt as sent to the model m:\n[user] Sum up: quince\nIts answer:\nOf quinces.", text.ReplaceLineEndings("\n"));
        Assert.DoesNotContain(await RowsAsync(store), row => row.Payload.AsSpan().IndexOf("quince"u8) >= 0);
        await AssertIntactAsync(store);

        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        Assert.Empty(await RowsAsync(store));
        // The model took longer than the erasure: nothing comes back.
        await SummariseAsync(store, _conversation);
        Assert.Empty(await RowsAsync(store));
        Assert.Null(store.Get<KeyStore>().Find(s_anna));
        await AssertIntactAsync(store);
    }

    [Theory]
    [InlineData("Log", "directline", 1)]
    [InlineData("Log", "msteams", 2)]
    [InlineData("Pictures", null, 2)]
    public async Task Retention_OfTurns_TakesWhatAModelSummedUpOfThem(string kind, string? channel, int left)
    {
        await using var store = await StartAsync([("Retention:Rules:0:Kind", kind), ("Retention:Rules:0:Keep", "7.00:00:00"), .. channel is null ? Array.Empty<(string, string)>() : [("Retention:Rules:0:Channel", channel)]]);
        await TurnAsync(store);
        await SummariseAsync(store, _conversation);
        await SummariseAsync(store, StoreData.NewConversation());
        store.Time.Advance(TimeSpan.FromDays(8));

        await store.Get<IRetention>().ApplyAsync(Token);

        Assert.Equal(left, (await RowsAsync(store)).Count);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Erase_APerson_TakesTheEventsAlongAndTheChainStillHolds()
    {
        await using var store = await StartAsync();
        await TurnAsync(store);
        await LearnAsync(store, "t1", "I live in Bergen.");
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);

        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Equal(2, receipt.Covered["memory_events"]);
        Assert.Empty(await RowsAsync(store));
        await AssertIntactAsync(store);
    }

    [Theory]
    [InlineData(null, false, "Expired")]
    [InlineData("msteams", false, "Learned")]
    [InlineData(null, true, "Learned")]
    public async Task Retention_OfTheWholeLog_TakesOldEventsButNotOfTheHeld(string? channel, bool held, string left)
    {
        await using var store = await StartAsync([("Retention:Rules:0:Kind", "Log"), ("Retention:Rules:0:Keep", "7.00:00:00"), .. channel is null ? Array.Empty<(string, string)>() : [("Retention:Rules:0:Channel", channel)]]);
        await LearnAsync(store, "t1", "I live in Bergen.");
        if (held)
            await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);
        store.Time.Advance(TimeSpan.FromDays(8));

        await store.Get<IRetention>().ApplyAsync(Token);

        Assert.Equal(left, Assert.Single(await ArchiveAsync(store), item => item.Kind == "memory_event" && !item.ToText().StartsWith("Looked", StringComparison.Ordinal)).ToText().Split(' ')[0]);
        await AssertIntactAsync(store);
    }

    private static Task SummariseAsync(StoreUnderTest store, ConversationKey conversation) =>
        store.Get<IMemoryLog>().AppendAsync(s_anna, new(MemoryEventKind.Summarised) { Conversation = conversation.ToString(), Sent = [new("m", 0, [new("user", "Sum up: quince")])], Answer = "Of quinces.", Model = "m" }, Token);

    private static Task<bool> LearnAsync(StoreUnderTest store, string episode, string text) => store.Get<PersonalFacts>().LearnAsync(s_anna, new Utterance(episode, text, StoreData.Now), Token);

    private async Task TurnAsync(StoreUnderTest store, Func<Answer, Answer>? change = null, params SentPrompt[] sent)
    {
        var message = StoreData.Message(_conversation, "m1");
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var turn = StoreData.Turn(message, accepted.Sequence, (await store.Inbox.OpenAsync(_conversation, Token)).Epoch);
        await store.Log.RecordAsync(turn with { Answer = (change ?? (answer => answer))(turn.Answer!), Sent = sent }, Token);
    }

    private static async Task<List<ArchivedItem>> ArchiveAsync(StoreUnderTest store)
    {
        var items = new List<ArchivedItem>();
        await foreach (var item in store.Get<IPersonArchive>().ReadAsync(s_anna, "officer", Token))
            items.Add(item);
        return items;
    }

    private static async Task<ChainReport> VerifyAsync(StoreUnderTest store) => Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token));

    private static async Task AssertIntactAsync(StoreUnderTest store) => Assert.Empty((await VerifyAsync(store)).Problems);

    private static Task<List<(string Id, byte[] Payload)>> RowsAsync(StoreUnderTest store) =>
        store.Get<StoreReader>().QueryAsync("SELECT id, payload FROM memory_events ORDER BY id", row => (row.GetString(0), row.GetFieldValue<byte[]>(1)), Token);

    /// <summary>Beside the writer, as somebody else would.</summary>
    private static Task ExecuteAsync(StoreUnderTest store, string sql, string id, byte[] bytes) => store.Get<StoreReader>().ForEachAsync(sql, _ => { }, Token, ("id", id), ("bytes", bytes));
}
