using Assistant.Agent.Asking;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;

namespace Assistant.Tests.Storage;

/// <summary>Messages that change while they wait: edited and deleted ones, ones whose tool has begun, ones that are answered elsewhere.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Revise_MessageThatWaits_IsPendingAsItIsNow()
    {
        await using var store = await StartAsync();
        var (conversation, message, _) = await AcceptedAsync(store);

        Assert.Equal(RevisionOutcome.Waiting, await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, "And in dollars?", StoreData.Now), Token));
        var pending = Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message;
        Assert.Equal(("And in dollars?", false), (pending.Text, pending.IsWithdrawn));
        Assert.Equal("And in dollars?", Assert.Single(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Text);
        Assert.Equal(RevisionOutcome.Waiting, await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token));
        Assert.True(Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.IsWithdrawn);
    }

    [Fact]
    public async Task Revise_MessageThatIsAnswered_IsRecalledAsItIsNow_AndTheChainHolds()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        var edit = new MessageRevision(conversation, "m1", message.From, "And in dollars?", StoreData.Now);
        for (var again = 0; again < 2; again++)
        {
            Assert.Equal(RevisionOutcome.Answered, await store.Inbox.ReviseAsync(edit, Token));
            var turn = Assert.Single(await store.Log.RecentTurnsAsync(conversation, 5, Token));
            Assert.Equal(("And in dollars?", "first"), (turn.Question, turn.Answer));
            Assert.Equal("And in dollars?", (await store.Log.RevisedAsync(conversation, Token))["m1"]);
        }
        await store.Inbox.ReviseAsync(edit with { Text = null }, Token);

        Assert.Empty(await store.Log.RecentTurnsAsync(conversation, 5, Token));
        Assert.Null((await store.Log.RevisedAsync(conversation, Token))["m1"]);
        Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token), report => report.Tenant == conversation.Tenant).Problems);
    }

    /// <summary>Channels send again what they were not told of, and not always in order.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Revise_ByAnOlderChange_ChangesNothing(bool isAnswered)
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
        if (isAnswered)
            await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        var (edit, later) = (new MessageRevision(conversation, "m1", message.From, "And in dollars?", StoreData.Now), StoreData.Now.AddSeconds(5));
        var outcome = isAnswered ? RevisionOutcome.Answered : RevisionOutcome.Waiting;

        Assert.Equal(outcome, await store.Inbox.ReviseAsync(edit with { Text = "And in pounds?", At = later }, Token));
        Assert.Equal(RevisionOutcome.Outdated, await store.Inbox.ReviseAsync(edit, Token));
        Assert.Equal("And in pounds?", (await store.Directory.ActivitiesAsync(conversation, 0, 1, Token))[0].Text);
        Assert.Equal(outcome, await store.Inbox.ReviseAsync(edit with { Text = null, At = later.AddSeconds(1) }, Token));
        Assert.Equal(RevisionOutcome.Outdated, await store.Inbox.ReviseAsync(edit with { Text = "And in pounds?", At = later }, Token));
        if (isAnswered)
            Assert.Null((await store.Log.RevisedAsync(conversation, Token))["m1"]);
        else
            Assert.True(Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.IsWithdrawn);
        // Who undoes a deletion does so after it.
        Assert.Equal(outcome, await store.Inbox.ReviseAsync(edit with { At = later.AddSeconds(2) }, Token));
        Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token), report => report.Tenant == conversation.Tenant).Problems);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Revise_ByADeletion_TakesAnAnswerBackOfWhichNothingIsOnItsWay(bool isBegun, int left)
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first") with { IsSentAtOnce = isBegun }, Token);

        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token);

        Assert.Equal(left, (await store.Log.UndeliveredAsync(conversation, Token)).Count);
    }

    [Fact]
    public async Task Revise_MessageThatNamesTheConversation_TakesItsWordsFromTheTitle()
    {
        await using var store = await StartAsync();
        var (conversation, message, _) = await AcceptedAsync(store);
        async Task<string> TitleAsync() => (await store.Directory.FindAsync(conversation, Token))!.Title;

        Assert.Equal("What is the total?", await TitleAsync());
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, "And in dollars?", StoreData.Now), Token);
        Assert.Equal("And in dollars?", await TitleAsync());
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token);
        Assert.Equal("", await TitleAsync());
    }

    [Fact]
    public async Task Revise_ConversationNamedByItsPerson_KeepsTheName()
    {
        await using var store = await StartAsync();
        var (conversation, message, _) = await AcceptedAsync(store);
        await store.Directory.RenameAsync(conversation, message.From.Id, "Invoices", Token);

        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token);
        Assert.Equal("Invoices", (await store.Directory.FindAsync(conversation, Token))!.Title);
    }

    [Fact]
    public async Task Revise_OfSomebodyElsesMessage_OrOfNone_ChangesNothing()
    {
        await using var store = await StartAsync();
        var (conversation, message, _) = await AcceptedAsync(store);

        Assert.Equal(RevisionOutcome.Unknown, await store.Inbox.ReviseAsync(new(conversation, "m1", new("dl_mallory"), "mine now", StoreData.Now), Token));
        Assert.Equal(RevisionOutcome.Unknown, await store.Inbox.ReviseAsync(new(conversation, "m2", message.From, "never sent", StoreData.Now), Token));
        Assert.Equal("What is the total?", Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.Text);
    }

    [Fact]
    public async Task BeginAllowed_IsTrueOnce_AndTheMessageSaysSoToWhoComesAfter()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        var opening = await store.Inbox.OpenAsync(conversation, Token);

        var begun = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.Inbox.BeginAllowedAsync(opening.Pending[0], opening.Epoch, Token))));

        Assert.Single(begun, first => first);
        var next = await store.Inbox.OpenAsync(conversation, Token);
        Assert.True(Assert.Single(next.Pending).Message.AllowedBegan);
        Assert.False(await store.Inbox.BeginAllowedAsync(next.Pending[0], next.Epoch, Token));
    }

    [Fact]
    public async Task Open_WhatACrashLeftOver_CountsItForTheFirstThatWaits()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        // As if by the program before this one.
        var (inbox, started) = (store.Inbox, store.Time.GetUtcNow());
        store.Time.AdjustTime(started.AddSeconds(-5));
        await inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        await inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token);
        store.Time.AdjustTime(started.AddSeconds(5));

        await inbox.OpenAsync(conversation, Token);

        Assert.Equal([2, 0], (await inbox.OpenAsync(conversation, Token)).Pending.Select(each => each.Message.Interruptions));
    }

    [Fact]
    public async Task Open_WhatCameSinceTheStart_IsNoInterruptionHoweverLongItWaits()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        store.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(0, Assert.Single((await store.Inbox.OpenAsync(conversation, Token)).Pending).Message.Interruptions);
    }

    [Fact]
    public async Task BeginAllowed_ThenEdited_KeepsTheWordsThatAllowedIt()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        var pending = Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token));
        Assert.True(await store.Inbox.BeginAllowedAsync(pending, epoch, Token));

        Assert.Equal(RevisionOutcome.Waiting, await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, "No, do not.", StoreData.Now), Token));

        var kept = Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message;
        Assert.Equal((message.Text, true, false), (kept.Text, kept.AllowedBegan, kept.IsWithdrawn));
        // What others see is what it says now.
        Assert.Equal("No, do not.", Assert.Single(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Text);
    }

    [Fact]
    public async Task Edits_BeginningsAndAddresses_AtTheSameTime_LoseNoneOfThem()
    {
        for (var again = 0; again < 10; again++)
        {
            await using var store = await StartAsync();
            var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
            var pending = Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token));

            await Task.WhenAll(
                Task.Run(() => store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token)),
                Task.Run(() => store.Inbox.BeginAllowedAsync(pending, epoch, Token)),
                Task.Run(() => store.Inbox.ReaddressAsync(message, """{"to":"there"}""", Token)));

            var kept = Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message;
            Assert.Equal((true, true, """{"to":"there"}"""), (kept.IsWithdrawn, kept.AllowedBegan, kept.ReplyAddress));
        }
    }

    [Fact]
    public async Task Readdress_IsKeptWithTheMessage_AlsoOfAReplyThatIsStillToBeSent()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");

        Assert.True(await store.Inbox.ReaddressAsync(message, """{"to":1}""", Token));
        Assert.Equal("""{"to":1}""", Assert.Single(await store.Inbox.PendingAsync(conversation, 0, Token)).Message.ReplyAddress);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        Assert.True(await store.Inbox.ReaddressAsync(message, """{"to":2}""", Token));
        Assert.Equal("""{"to":2}""", Assert.Single(await store.Log.UndeliveredAsync(conversation, Token)).Message.ReplyAddress);
        Assert.False(await store.Inbox.ReaddressAsync(message with { ActivityId = "m2" }, "{}", Token));
    }

    [Fact]
    public async Task BeginAllowed_ByAReplicaThatLostTheConversation_BeginsNothing()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        var lost = await store.Inbox.OpenAsync(conversation, Token);
        var held = await store.Inbox.OpenAsync(conversation, Token);

        Assert.False(await store.Inbox.BeginAllowedAsync(lost.Pending[0], lost.Epoch, Token));
        Assert.True(await store.Inbox.BeginAllowedAsync(held.Pending[0], held.Epoch, Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatTheNewestTurnAsked_IsOpenNoMore_OnceAMessageThatWasStoppedOrDeletedFollowed(bool deleted)
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        var asking = StoreData.Turn(message, 1, epoch, "May I?");
        await store.Log.RecordAsync(asking with { Answer = asking.Answer! with { Asks = new() { Id = "q-1", Kind = AskedKind.ToolCall, PersonId = message.From.Id, Until = StoreData.Now, Title = "May I?", Question = "Order pears", Language = "en" } } }, Token);
        var yes = StoreData.Message(conversation, "m2", "yes");
        await store.Inbox.AcceptAsync(yes, 50, Token);
        Assert.Equal("q-1", Assert.Single(await store.Log.RecentTurnsAsync(conversation, 5, Token)).Asked?.Id);

        // What somebody else says, or stops, in between leaves it open.
        var other = StoreData.Message(conversation, "m-other", "And mine?") with { From = new("dl_ben") };
        await store.Inbox.AcceptAsync(other, 50, Token);
        await store.Log.RecordAsync(StoreData.Turn(other, 4, epoch, "") with { Answer = null }, Token);
        Assert.Equal("q-1", Assert.Single(await store.Log.RecentTurnsAsync(conversation, 5, Token)).Asked?.Id);

        var reply = StoreData.Turn(yes, 3, epoch, "Ordered.");
        await store.Log.RecordAsync(deleted ? reply : reply with { Answer = null }, Token);
        if (deleted)
            await store.Inbox.ReviseAsync(new(conversation, "m2", yes.From, null, StoreData.Now), Token);

        Assert.Null(Assert.Single(await store.Log.RecentTurnsAsync(conversation, 5, Token)).Asked);
    }
}
