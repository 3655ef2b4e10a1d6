using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

/// <summary>Conversation references, wishes and recipients of notices, whichever database lies beneath.</summary>
public abstract class ReferenceContract
{
    private const string Address = """{"where":"Zanzibar-4711"}""";
    private static readonly ContentOwner s_anna = new("default", "dl_anna");
    private static readonly NoticeTarget s_all = new("default");

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync();

    [Fact]
    public async Task Accept_KeepsTheReference_UpToDate_AndToTheHour()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await SayAsync(store, conversation, "m1");
        store.Time.Advance(TimeSpan.FromMinutes(20));
        await SayAsync(store, conversation, "m2");
        var first = Assert.Single(await FindAsync(store, s_all));
        store.Time.Advance(TimeSpan.FromMinutes(20));
        await SayAsync(store, conversation, "m3", address: """{"where":"moved"}""");
        var moved = Assert.Single(await FindAsync(store, s_all));
        store.Time.Advance(TimeSpan.FromMinutes(61));
        await SayAsync(store, conversation, "m4", address: """{"where":"moved"}""");

        Assert.Equal((conversation, "dl_anna", "Anna", Address, StoreData.Now), (first.Conversation, first.Person.Id, first.Person.Name, first.Address, first.LastContactAt));
        Assert.Equal(("""{"where":"moved"}""", StoreData.Now.AddMinutes(40)), (moved.Address, moved.LastContactAt));
        Assert.Equal(StoreData.Now.AddMinutes(101), Assert.Single(await FindAsync(store, s_all)).LastContactAt);
    }

    [Fact]
    public async Task Find_ByEachTarget_FindsWhatItMeans()
    {
        await using var store = await StartAsync();
        var (own, other) = (StoreData.NewConversation(), new ConversationKey("default", "msteams", "19:a/b;messageid=1"));
        await SayAsync(store, own, "m1");
        await SayAsync(store, other, "m1", person: "29:bert");

        Assert.Equal(2, (await FindAsync(store, s_all)).Count);
        Assert.Equal(own, Assert.Single(await FindAsync(store, s_all with { Channel = "directline" })).Conversation);
        Assert.Equal(other, Assert.Single(await FindAsync(store, s_all with { User = "29:bert" })).Conversation);
        Assert.Equal(other, Assert.Single(await FindAsync(store, s_all with { Conversation = other.Id })).Conversation);
        Assert.Equal(other, Assert.Single(await FindAsync(store, s_all with { Conversation = other.ToString() })).Conversation);
        Assert.Empty(await FindAsync(store, s_all with { Conversation = "b;messageid=1" }));
        Assert.Empty(await FindAsync(store, new("elsewhere")));
    }

    [Fact]
    public async Task Wish_HoldsForThePersonInTheChannel_AndOutlivesTheReference()
    {
        await using var store = await StartAsync();
        var (first, second) = (StoreData.NewConversation(), StoreData.NewConversation());
        await SayAsync(store, first, "m1");
        await SayAsync(store, second, "m1", person: "dl_bert");
        var references = store.Get<IConversationReferences>();
        await references.SetOptOutAsync(s_anna, "directline", StoreData.Now, Token);
        Assert.Equal(1, await references.RemoveAsync(first, Token));
        await SayAsync(store, first, "m2");

        Assert.Equal(["dl_anna"], (await FindAsync(store, s_all)).Where(reference => reference.OptedOutSince == StoreData.Now).Select(reference => reference.Person.Id));
        await references.SetOptOutAsync(s_anna, "directline", null, Token);
        Assert.All(await FindAsync(store, s_all), reference => Assert.Null(reference.OptedOutSince));
    }

    [Fact]
    public async Task Remove_ThenGreetedAgain_IsReachableAgain()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var greeting = StoreData.Message(conversation, "greeting") with { Kind = InboundKind.ConversationStarted, Attachments = [], NoticeAddress = new(Address) };
        Assert.Equal(InboxOutcome.Accepted, (await store.Inbox.AcceptAsync(greeting, 50, Token)).Outcome);
        await store.Get<IConversationReferences>().RemoveAsync(conversation, Token);
        Assert.Empty(await FindAsync(store, s_all));

        Assert.Equal(InboxOutcome.Duplicate, (await store.Inbox.AcceptAsync(greeting, 50, Token)).Outcome);

        Assert.Single(await FindAsync(store, s_all));
    }

    [Fact]
    public async Task Notice_IsMissed_ThenWaiting_ThenSent_AndAnotherTextIsRefused()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await SayAsync(store, conversation, "m1");
        var plan = NoticePlan.Of(await FindAsync(store, s_all), s_all);
        var log = store.Get<INoticeLog>();
        Assert.Single((await log.AddAsync("default", "n1", "digest", "officer", plan, Token))!);
        Assert.Equal(NoticeState.Missed, await StateAsync(store));

        var message = StoreData.Message(conversation, NoticeIds.ActivityOf("n1"), "Down at six", Address) with { Kind = InboundKind.Notice, Attachments = [] };
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        Assert.Equal(NoticeState.Waiting, await StateAsync(store));
        var epoch = (await store.Inbox.OpenAsync(conversation, Token)).Epoch;
        var turn = StoreData.Turn(StoreData.Message(conversation, "x"), 1, epoch, "Down at six") with { TurnId = "t-n1", Evidence = [], Accepted = new(message, accepted.Sequence) };
        var recorded = await store.Log.RecordAsync(turn, Token);
        Assert.Equal(NoticeState.Waiting, await StateAsync(store));
        await store.Log.MarkDeliveredAsync(conversation, recorded.Activity!.Id, "channel-9", Token);
        Assert.Equal(NoticeState.Sent, await StateAsync(store));

        // They have spoken somewhere else since: the notice stays where it was told.
        store.Time.Advance(TimeSpan.FromHours(2));
        await SayAsync(store, StoreData.NewConversation(), "m1");
        Assert.Empty((await log.AddAsync("default", "n1", "digest", "officer", NoticePlan.Of(await FindAsync(store, s_all), s_all), Token))!);
        Assert.Null(await log.AddAsync("default", "n1", "another", "officer", plan, Token));
        var said = (await store.Directory.ActivitiesAsync(conversation, 1, 10, Token)).Where(activity => activity.IsNotice).ToArray();
        Assert.Equal(["", "Down at six"], said.Select(activity => activity.Text));
        Assert.DoesNotContain(await store.Log.RecentTurnsAsync(conversation, 10, Token), remembered => remembered.Answer == "Down at six");
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Notice_ToWhomOptedOutSinceItWasBegun_CountsAsSuch()
    {
        await using var store = await StartAsync();
        await SayAsync(store, StoreData.NewConversation(), "m1");
        var plan = NoticePlan.Of(await FindAsync(store, s_all), s_all);
        await store.Get<INoticeLog>().AddAsync("default", "n1", "digest", "officer", plan, Token);

        await store.Get<INoticeLog>().OptOutAsync("default", "n1", Assert.Single(plan.Reached), Token);

        Assert.Equal(NoticeState.OptedOut, await StateAsync(store));
    }

    [Fact]
    public async Task Notice_ThatTheChannelRefused_IsFailed()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await SayAsync(store, conversation, "m1");
        await store.Get<INoticeLog>().AddAsync("default", "n1", "digest", "officer", NoticePlan.Of(await FindAsync(store, s_all), s_all), Token);
        var message = StoreData.Message(conversation, NoticeIds.ActivityOf("n1"), "Down at six", Address) with { Kind = InboundKind.Notice, Attachments = [] };
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var epoch = (await store.Inbox.OpenAsync(conversation, Token)).Epoch;
        var turn = StoreData.Turn(StoreData.Message(conversation, "x"), 1, epoch) with { TurnId = "t-n1", Evidence = [], Accepted = new(message, accepted.Sequence) };
        var recorded = await store.Log.RecordAsync(turn, Token);
        await store.Log.MarkDeliveredAsync(conversation, recorded.Activity!.Id, null, Token);

        Assert.Equal(NoticeState.Failed, await StateAsync(store));
    }

    [Fact]
    public async Task Erasure_AndArchive_CoverReferencesWishesAndNotices_AndNothingIsInTheClear()
    {
        await using var store = await StartAsync();
        await SayAsync(store, StoreData.NewConversation(), "m1");
        await SayAsync(store, StoreData.NewConversation(), "m1", person: "dl_bert");
        await store.Get<INoticeLog>().AddAsync("default", "n1", "digest", "officer", NoticePlan.Of(await FindAsync(store, s_all), s_all), Token);
        await store.Get<IConversationReferences>().SetOptOutAsync(s_anna, "directline", StoreData.Now, Token);

        var kinds = new List<string>();
        await foreach (var item in store.Get<IPersonArchive>().ReadAsync(s_anna, "officer", Token))
            kinds.Add(item.Kind);
        Assert.Contains("conversation_reference", kinds);
        Assert.Contains("notices_stopped", kinds);
        var receipt = await store.Get<IPersonEraser>().EraseAsync(s_anna, "officer", Token);

        Assert.Equal((2L, 1L), (receipt.Covered["conversation_references"], receipt.Covered["notice_recipients"]));
        Assert.Equal("dl_bert", Assert.Single(await FindAsync(store, s_all)).Person.Id);
        Assert.Equal("dl_bert", Assert.Single(await store.Get<INoticeLog>().FindAsync("default", "n1", Token)).User);
        await AssertIntactAsync(store);

        // Who comes back after an erasure is a new person, and reachable.
        await SayAsync(store, StoreData.NewConversation(), "m9");
        Assert.Null(Assert.Single(await FindAsync(store, s_all with { User = "dl_anna" })).OptedOutSince);
    }

    [Fact]
    public async Task DeletedConversation_TakesItsReference()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await SayAsync(store, conversation, "m1");

        Assert.True(await store.Directory.DeleteAsync(conversation, "dl_anna", Token));

        Assert.Empty(await FindAsync(store, s_all));
    }

    private protected static async Task SayAsync(StoreUnderTest store, ConversationKey conversation, string id, string person = "dl_anna", string address = Address)
    {
        var message = StoreData.Message(conversation, id) with { From = new(person, person == "dl_anna" ? "Anna" : null), Attachments = [], ReceivedAt = store.Time.GetUtcNow(), NoticeAddress = new(address) };
        Assert.Equal(InboxOutcome.Accepted, (await store.Inbox.AcceptAsync(message, 50, Token)).Outcome);
    }

    private protected static Task<IReadOnlyList<ConversationReference>> FindAsync(StoreUnderTest store, NoticeTarget target) => store.Get<IConversationReferences>().FindAsync(target, Token);

    private static async Task<NoticeState> StateAsync(StoreUnderTest store) => Assert.Single(await store.Get<INoticeLog>().FindAsync("default", "n1", Token)).State;

    private static async Task AssertIntactAsync(StoreUnderTest store) =>
        Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token), report => report.Tenant == "default").Problems);
}
