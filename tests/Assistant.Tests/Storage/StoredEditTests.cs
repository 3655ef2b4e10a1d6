using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.Tests.Storage;

/// <summary>What is remembered of a message that its sender changes long after it was sent.</summary>
public sealed class StoredEditTests
{
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private readonly ConversationKey _conversation = StoreData.NewConversation();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("I live in Oslo.")]
    [InlineData("I live in Olso.")]
    public async Task Edit_MonthsLater_SaysWhatWasSaidThen(string edited)
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await SayAsync(store, "m1", "I live in Olso.");
        var said = store.Time.GetUtcNow();
        store.Time.Advance(TimeSpan.FromDays(60));
        await SayAsync(store, "m2", "I moved to Bergen.");
        store.Time.Advance(TimeSpan.FromDays(60));

        await ReviseAsync(store, "m1", edited);

        var facts = await store.Get<PersonalFacts>().OpenAsync(s_anna, Token);
        Assert.Equal("Bergen", Assert.Single(facts.AsOf(store.Time.GetUtcNow())).Value);
        Assert.Equal(edited[10..^1], Assert.Single(facts.AsOf(said.AddDays(1))).Value);
        Assert.Equal(said, (await store.Get<ILongTermMemory>().ListAsync(s_anna, Token)).Single(episode => episode.Text == edited).At);
    }

    [Fact]
    public async Task Edit_Yesterday_IsTheDayBeforeItWasSent_WhereItsSenderWas()
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        // 22:30 UTC on the 24th is the morning of the 25th in Auckland.
        store.Time.Advance(TimeSpan.FromHours(13.5));
        await SayAsync(store, "m1", "I moved to Brgen yesterday.", "Pacific/Auckland");
        store.Time.Advance(TimeSpan.FromDays(30));

        await ReviseAsync(store, "m1", "I moved to Bergen yesterday.");

        var bergen = (await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).Facts.Single(fact => fact.Value == "Bergen");
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.FromHours(13)), bergen.From);
    }

    [Theory]
    [InlineData("I live in Bergen.")]
    [InlineData(null)]
    public async Task Revision_UnderALegalHold_LeavesWhatWasSaidAndWhatIsRememberedOfIt(string? text)
    {
        await using var store = await StoreUnderTest.StartAsync([], Token);
        await SayAsync(store, "m1", "I live in Oslo.");
        await store.Get<ILegalHolds>().SetAsync(s_anna, "court", Token);

        await ReviseAsync(store, "m1", text);

        Assert.Equal("I live in Oslo.", (await store.Directory.FindActivityAsync(_conversation, "m1", Token))!.Text);
        Assert.Equal("I live in Oslo.", (await store.Directory.FindAsync(_conversation, Token))!.Title);
        Assert.Equal("Oslo", Assert.Single((await store.Get<PersonalFacts>().OpenAsync(s_anna, Token)).Facts).Value);
        Assert.Contains(await store.Get<ILongTermMemory>().ListAsync(s_anna, Token), episode => episode.Text == "I live in Oslo.");
        await AssertIntactAsync(store);
    }

    private async Task SayAsync(StoreUnderTest store, string id, string text, string? zone = null)
    {
        var now = store.Time.GetUtcNow();
        var message = StoreData.Message(_conversation, id, text) with { ReceivedAt = now, TimeZone = zone };
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var epoch = (await store.Inbox.OpenAsync(_conversation, Token)).Epoch;
        await store.Log.RecordAsync(StoreData.Turn(message, accepted.Sequence, epoch) with { TurnId = TurnIds.For(message), StartedAt = now, EndedAt = now.AddSeconds(1) }, Token);
        await store.Get<PersonalFacts>().LearnAsync(s_anna, MemoryUtterance.Of(TurnIds.For(message), _conversation, id, text, LocalTime.Of(now, zone)), Token);
        await store.Get<EpisodeWriter>().WriteAsync(s_anna, null, Token);
    }

    private async Task ReviseAsync(StoreUnderTest store, string id, string? text)
    {
        var revision = new MessageRevision(_conversation, id, new("dl_anna"), text, store.Time.GetUtcNow());
        Assert.Equal(RevisionOutcome.Answered, await store.Inbox.ReviseAsync(revision, Token));
        await store.Get<MemoryRevisions>().ReviseAsync(revision, Token);
    }
}
