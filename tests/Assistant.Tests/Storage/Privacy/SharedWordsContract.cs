using System.Text;
using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.AuditLog;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Keys;

namespace Assistant.Tests.Storage.Privacy;

/// <summary>
/// A conversation of two: what one said stands in prompts, answers and tools' results of the other's turns. It goes when that one is erased; what the other said stays.
/// </summary>
public abstract class SharedWordsContract
{
    private const string Hers = "Quittenbrot", His = "Marmalade", Answered = "Bertas bread", Called = "looked up bread", Summed = "they spoke of bread";
    private static readonly ContentOwner s_anna = new("default", "dl_anna"), s_berta = new("default", "dl_berta");

    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings);

    [Fact]
    public async Task Show_WhileBothAreThere_HasAllThatWasSent()
    {
        await using var store = await StartAsync();
        await TalkAsync(store);
        var turn = Assert.Single(await ArchiveAsync(store, s_anna), item => item.Kind == "turn");
        Assert.Equal(
            $"""
            Question: {His}
            Answer: {Answered}
            Evidence: e-att
            Models: ocr PP-OCRv4
            Prompt as sent to the model stub:
            [system] Be kind.
            [user] {Hers}
            [user] {His}
            (picture att-m2, image/png, SHA-256 00ff)
            Prompt as sent to the model stub:
            (the 3 messages before, and)
            [assistant]{' '}
            → look({Hers})
            [tool] {Called}
            """.ReplaceLineEndings("\n"), turn.ToText());
        var remembered = (await store.Log.RecentTurnsAsync(_conversation, 10, Token))[1];
        Assert.Equal((Answered, "dl_anna"), (remembered.Answer, remembered.PersonId));
        Assert.Equal(["dl_berta"], remembered.OtherIds);
        Assert.Equal("dl_berta", Assert.Single(await store.Evidence.LoadAsync(_conversation, ["e-m1"], Token)).PersonId);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Erase_OneOfTwo_TakesTheirWordsAndLeavesTheOthers()
    {
        await using var store = await StartAsync();
        await TalkAsync(store);
        await store.Get<IPersonEraser>().EraseAsync(s_berta, "officer", Token);

        // Nor with the cache of keys, nor from what lies in the rows: they are there, and nobody can open them.
        await AssertGoneAsync(store, Hers, Answered, Called, Summed);
        var turn = Assert.Single(await ArchiveAsync(store, s_anna), item => item.Kind == "turn").ToText();
        Assert.Contains($"Question: {His}\nAnswer: (it held words of somebody who has been erased)", turn, StringComparison.Ordinal);
        Assert.Contains($"[system] Be kind.\n(a message with words of somebody who has been erased)\n[user] {His}\n", turn, StringComparison.Ordinal);
        Assert.Equal(His, Assert.Single(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token)).Text);
        var remembered = Assert.Single(await store.Log.RecentTurnsAsync(_conversation, 10, Token));
        Assert.Equal((His, ""), (remembered.Question, remembered.Answer));
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Erase_TheOther_LeavesTheFirst()
    {
        await using var store = await StartAsync();
        await TalkAsync(store);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        await AssertGoneAsync(store, His, Answered, Called, Summed);
        Assert.Contains(Hers, string.Concat((await ArchiveAsync(store, s_berta)).Select(item => item.Content)), StringComparison.Ordinal);
        await AssertIntactAsync(store);
    }

    /// <summary>With her key went what he was answered, which must be kept.</summary>
    [Fact]
    public async Task Erase_WhoseWordsStandInWhatOneUnderALegalHoldWasAnswered_IsRefused()
    {
        await using var store = await StartAsync();
        await TalkAsync(store);
        var holds = store.Get<ILegalHolds>();
        await holds.SetAsync(s_anna, "court", Token);

        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IPersonEraser>().EraseAsync(s_berta, "officer", Token));
        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IPersonEraser>().RefuseAsync(s_berta, Token));
        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IErasureRequests>().AddAsync(s_berta, _conversation, Token));
        await Assert.ThrowsAsync<LegalHoldException>(() => holds.RefuseAsync(_conversation, Token));
        await holds.RefuseAsync(StoreData.NewConversation(), Token);
        Assert.Contains($"Answer: {Answered}", Assert.Single(await ArchiveAsync(store, s_anna), item => item.Kind == "turn").ToText(), StringComparison.Ordinal);

        // None of his words stand in what she was answered.
        await holds.ReleaseAsync(s_anna, "court", Token);
        await holds.SetAsync(s_berta, "court", Token);
        await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);
        await holds.ReleaseAsync(s_berta, "court", Token);
        await store.Get<IPersonEraser>().EraseAsync(s_berta, "officer", Token);
        await AssertIntactAsync(store);
    }

    /// <summary>Of hers nothing is left but what stands in his.</summary>
    [Fact]
    public async Task Erase_WhoseOwnMessagesExpired_IsRefusedForTheHeldOnesToo()
    {
        await using var store = await StartAsync(("Retention:Rules:0:Kind", "Log"), ("Retention:Rules:0:Keep", "30.00:00:00"));
        await TalkAsync(store);
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);
        store.Time.Advance(TimeSpan.FromDays(31));
        await store.Get<IRetention>().ApplyAsync(Token);
        Assert.DoesNotContain(await store.Directory.ActivitiesAsync(_conversation, 0, 10, Token), activity => activity.Text == Hers);

        await Assert.ThrowsAsync<LegalHoldException>(() => store.Get<IPersonEraser>().EraseAsync(s_berta, "officer", Token));

        Assert.Contains($"Answer: {Answered}", Assert.Single(await ArchiveAsync(store, s_anna), item => item.Kind == "turn").ToText(), StringComparison.Ordinal);
    }

    /// <summary>The turn read them before they were erased, and ends afterwards.</summary>
    [Fact]
    public async Task Record_OfATurnThatRunsWhileTheOtherIsErased_IsRefusedAndNothingComesBack()
    {
        await using var store = await StartAsync();
        await SayAsync(store, "m1", "dl_berta", Hers);
        var message = StoreData.Message(_conversation, "m2", His);
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var epoch = (await store.Inbox.OpenAsync(_conversation, Token)).Epoch;
        await store.Get<IPersonEraser>().EraseAsync(s_berta, "officer", Token);

        Assert.Equal(RecordOutcome.TakenOver, (await store.Log.RecordAsync(Mixed(message, accepted.Sequence, epoch), Token)).Outcome);
        Assert.Equal("m2", Assert.Single(await store.Inbox.PendingAsync(_conversation, 0, Token)).Message.ActivityId);

        // Faster than the erasure's last step: their key is gone already, and none is made for them.
        epoch = (await store.Inbox.OpenAsync(_conversation, Token)).Epoch;
        Assert.Equal(RecordOutcome.Recorded, (await store.Log.RecordAsync(Mixed(message, accepted.Sequence, epoch), Token)).Outcome);
        Assert.Null(store.Get<KeyStore>().Find(s_berta));
        await AssertGoneAsync(store, Hers, Answered, Called);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Remember_AnAnswerWithAnothersWords_TakesInOnlyWhatThePersonSaid()
    {
        await using var store = await StartAsync();
        await TalkAsync(store);
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, _conversation, Token);
        var texts = (await ArchiveAsync(store, s_anna)).Where(item => item.Kind == "memory").Select(item => item.ToText());
        Assert.Contains(texts, text => text.Contains(His, StringComparison.Ordinal));
        Assert.DoesNotContain(texts, text => text.Contains(Answered, StringComparison.Ordinal));
    }

    private async Task TalkAsync(StoreUnderTest store)
    {
        await SayAsync(store, "m1", "dl_berta", Hers);
        var message = StoreData.Message(_conversation, "m2", His);
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        await store.Log.RecordAsync(Mixed(message, accepted.Sequence, (await store.Inbox.OpenAsync(_conversation, Token)).Epoch), Token);
        await store.Get<IMemoryLog>().AppendAsync(s_anna,
            new(MemoryEventKind.Summarised) { Conversation = _conversation.ToString(), Sent = [new("stub", 0, [new("user", Hers)])], Answer = Summed, Model = "stub", OtherIds = ["dl_berta"] }, Token);
    }

    private async Task SayAsync(StoreUnderTest store, string id, string person, string text)
    {
        var message = StoreData.Message(_conversation, id, text) with { From = new Participant(person) };
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var turn = StoreData.Turn(message, accepted.Sequence, (await store.Inbox.OpenAsync(_conversation, Token)).Epoch, "Noted.");
        await store.Log.RecordAsync(turn with { Evidence = [StoreData.Evidence("e-" + id, message.Attachments[0].Id) with { Blocks = [new EvidenceBlock(text, new SourcePosition())] }] }, Token);
    }

    private static TurnRecord Mixed(InboundMessage message, long sequence, long epoch)
    {
        var turn = StoreData.Turn(message, sequence, epoch, Answered);
        string[] berta = ["dl_berta"];
        return turn with
        {
            Answer = turn.Answer! with { ToolCalls = [new ToolCall("look", Hers, Called, true, 1)] },
            Evidence = [],
            OtherIds = berta,
            Sent =
            [
                new("stub", 0, [new("system", "Be kind."), new("user", Hers) { OtherIds = berta }, new("user", His) { Pictures = [new("att-m2", "image/png", "00ff")] }]),
                new("stub", 3, [new("assistant", "") { Calls = [new("c1", "look", Hers)], OtherIds = berta }, new("tool", Called) { CallId = "c1", OtherIds = berta }]),
            ],
        };
    }

    /// <summary>By no way that the program has, opened with whatever keys are left.</summary>
    private static async Task AssertGoneAsync(StoreUnderTest store, params string[] words)
    {
        store.Get<SubjectKeys>().ForgetAll();
        var content = store.Get<ContentCodec>();
        var readable = new StringBuilder();
        foreach (var table in new[] { "inbox", "activities", "turns", "evidence", "tool_calls", "memory_events" })
            await store.Get<StoreReader>().ForEachAsync($"SELECT tenant, subject, payload FROM {table}",
                row => readable.AppendLine(Encoding.UTF8.GetString(content.RevealWritten(new(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)))), Token);
        foreach (var person in new[] { s_anna, s_berta })
            foreach (var item in await ArchiveAsync(store, person))
                readable.AppendLine(item.Content);
        foreach (var word in words)
            Assert.DoesNotContain(word, readable.ToString(), StringComparison.Ordinal);
    }

    private static async Task<List<ArchivedItem>> ArchiveAsync(StoreUnderTest store, ContentOwner person)
    {
        var items = new List<ArchivedItem>();
        await foreach (var item in store.Get<IPersonArchive>().ReadAsync(person, "officer", Token))
            items.Add(item);
        return items;
    }

    private static async Task AssertIntactAsync(StoreUnderTest store) => Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token)).Problems);
}
