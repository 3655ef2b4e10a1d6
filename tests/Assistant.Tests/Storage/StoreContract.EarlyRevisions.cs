using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;

namespace Assistant.Tests.Storage;

/// <summary>Edits and deletions that come before the message that they are of.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task DeletionBeforeItsMessage_KeepsItOut_AlsoWhenItIsSentAgain()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var message = StoreData.Message(conversation, "m1");
        Assert.Equal(RevisionOutcome.Unknown, await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token));

        for (var copy = 0; copy < 2; copy++)
            Assert.Equal(new InboxReceipt(InboxOutcome.Withdrawn, 0), await store.Inbox.AcceptAsync(message, 50, Token));

        Assert.Empty(await store.Inbox.PendingAsync(conversation, 0, Token));
        Assert.Empty(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token));
        Assert.Equal(new InboxReceipt(InboxOutcome.Accepted, 1), await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token));
    }

    [Fact]
    public async Task ChangesBeforeTheirMessage_CountInTheOrderInWhichTheyWereMade()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var (deleted, edited) = (StoreData.Message(conversation, "m1"), StoreData.Message(conversation, "m2"));
        await store.Inbox.ReviseAsync(new(conversation, "m1", deleted.From, null, StoreData.Now), Token);
        await store.Inbox.ReviseAsync(new(conversation, "m1", deleted.From, "And in marks?", StoreData.Now.AddSeconds(-5)), Token);
        await store.Inbox.ReviseAsync(new(conversation, "m2", edited.From, "And in dollars?", StoreData.Now), Token);
        await store.Inbox.ReviseAsync(new(conversation, "m2", edited.From, "And in marks?", StoreData.Now.AddSeconds(-5)), Token);

        Assert.Equal(InboxOutcome.Withdrawn, (await store.Inbox.AcceptAsync(deleted, 50, Token)).Outcome);
        Assert.Equal("And in dollars?", (await store.Inbox.AcceptAsync(edited, 50, Token)).Stored?.Text);
        Assert.Equal(RevisionOutcome.Outdated, await store.Inbox.ReviseAsync(new(conversation, "m2", edited.From, "And in marks?", StoreData.Now.AddSeconds(-5)), Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EditBeforeItsMessage_IsWhatIsStored_AndTheChainHolds(bool isKnownConversation)
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        if (isKnownConversation)
            await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m0", "hello"), 50, Token);
        var message = StoreData.Message(conversation, "m1");
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, "And in marks?", StoreData.Now), Token);
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, "And in dollars?", StoreData.Now), Token);

        var receipt = await store.Inbox.AcceptAsync(message, 50, Token);

        Assert.Equal((InboxOutcome.Accepted, "And in dollars?"), (receipt.Outcome, receipt.Stored?.Text));
        Assert.Equal(("And in dollars?", false), ((await store.Inbox.PendingAsync(conversation, 0, Token))[^1].Message.Text, (await store.Inbox.PendingAsync(conversation, 0, Token))[^1].Message.IsWithdrawn));
        Assert.Equal("And in dollars?", (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token))[^1].Text);
        Assert.Equal(isKnownConversation ? "hello" : "And in dollars?", (await store.Directory.FindAsync(conversation, Token))!.Title);
        Assert.Equal(new InboxReceipt(InboxOutcome.Duplicate, receipt.Sequence), await store.Inbox.AcceptAsync(message, 50, Token));
        Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token), report => report.Tenant == conversation.Tenant).Problems);
        Assert.Equal(0, await EarlyAsync(store, conversation));
    }

    [Fact]
    public async Task EarlyRevision_OfSomebodyElse_OrFromLongAgo_ChangesNothing()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var message = StoreData.Message(conversation, "m1");
        await store.Inbox.ReviseAsync(new(conversation, "m1", new("dl_mallory"), null, StoreData.Now), Token);
        await store.Inbox.ReviseAsync(new(conversation, "m2", message.From, null, StoreData.Now), Token);

        Assert.Equal(InboxOutcome.Accepted, (await store.Inbox.AcceptAsync(message, 50, Token)).Outcome);
        store.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(new InboxReceipt(InboxOutcome.Accepted, 2), await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token));
    }

    [Fact]
    public async Task EarlyRevisions_AreSoManyAndNoMore_AndGoWhenTheyAreOld()
    {
        await using var store = await StartAsync();
        var (conversation, other) = (StoreData.NewConversation(), StoreData.NewConversation());
        var from = StoreData.Message(conversation, "m").From;
        for (var i = 0; i < 120; i++)
            await store.Inbox.ReviseAsync(new(conversation, $"m{i}", from, null, StoreData.Now), Token);
        Assert.Equal(100, await EarlyAsync(store, conversation));

        store.Time.Advance(TimeSpan.FromHours(2));
        await store.Inbox.ReviseAsync(new(other, "m1", from, null, StoreData.Now), Token);

        Assert.Equal((0, 1), (await EarlyAsync(store, conversation), await EarlyAsync(store, other)));
    }

    [Fact]
    public async Task EarlyRevision_GoesWithItsPerson()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var from = SomebodyElse();
        await store.Inbox.ReviseAsync(new(conversation, "m1", from, "secret", StoreData.Now), Token);

        await store.Get<IPersonEraser>().EraseAsync(new(conversation.Tenant, from.Id), "test", Token);

        Assert.Equal(0, await EarlyAsync(store, conversation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("And in dollars?")]
    public async Task EarlyRevision_OfSomebodyUnderALegalHold_KeepsTheWords(string? text)
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var message = StoreData.Message(conversation, "m1") with { From = SomebodyElse() };
        await store.Get<ILegalHolds>().SetAsync(new(conversation.Tenant, message.From.Id), "test", Token);
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, text, StoreData.Now), Token);

        var receipt = await store.Inbox.AcceptAsync(message, 50, Token);

        Assert.Equal((InboxOutcome.Accepted, text is null, text ?? message.Text), (receipt.Outcome, receipt.Stored!.IsWithdrawn, receipt.Stored.Text));
        Assert.Equal(message.Text, Assert.Single(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Text);
    }

    /// <summary>Tests of one database share their people.</summary>
    private static Participant SomebodyElse() => new($"dl_{Guid.NewGuid():N}");

    private static async Task<int> EarlyAsync(StoreUnderTest store, ConversationKey conversation) =>
        (await store.Get<StoreReader>().QueryAsync("SELECT activity_id FROM early_revisions WHERE conversation = @key", row => row.GetString(0), Token, ("key", conversation.ToString()))).Count;
}
