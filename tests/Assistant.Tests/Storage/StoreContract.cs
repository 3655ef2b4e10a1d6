using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Tests.Storage;

/// <summary>What every store must keep, whichever database lies beneath. Run on SQLite here and on PostgreSQL in the integration tests.</summary>
public abstract partial class StoreContract
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync();

    [Fact]
    public async Task Accept_FirstMessages_GetNumbersWithoutGaps()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        for (var i = 1; i <= 3; i++)
            Assert.Equal(new InboxReceipt(InboxOutcome.Accepted, i), await store.Inbox.AcceptAsync(StoreData.Message(conversation, $"m{i}"), 50, Token));
    }

    [Fact]
    public async Task Accept_SameActivityAgain_IsADuplicateWithTheFirstNumber()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, Token);
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, Token);
        Assert.Equal(new InboxReceipt(InboxOutcome.Duplicate, 1), await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1", "changed"), 50, Token));
        Assert.Equal(2, (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Count);
    }

    /// <summary>The answer to its commit was lost: tried again it is found, and nobody has taken anything over; unless somebody has.</summary>
    [Fact]
    public async Task Record_ThatMayBeMade_IsFoundAgain_WhereNobodyElseHasTheConversation()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        var record = StoreData.Turn(message, 1, epoch);
        var made = await store.Log.RecordAsync(record, Token);

        var again = await store.Log.RecordAsync(record with { MayBeRecorded = true }, Token);

        Assert.Equal((RecordOutcome.Recorded, made.Activity!.Watermark), (again.Outcome, again.Activity!.Watermark));
        Assert.Equal(2, (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Count);
        await store.Inbox.OpenAsync(conversation, Token);
        Assert.Equal(RecordOutcome.TakenOver, (await store.Log.RecordAsync(record with { MayBeRecorded = true }, Token)).Outcome);
    }

    [Fact]
    public async Task Accept_TheSameMessageManyTimesAtOnce_IsStoredOnce()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => store.Inbox.AcceptAsync(StoreData.Message(conversation, "same"), 50, Token))));
        Assert.Single(receipts, receipt => receipt.Outcome == InboxOutcome.Accepted);
        Assert.All(receipts, receipt => Assert.Equal(1, receipt.Sequence));
    }

    [Fact]
    public async Task Accept_TooManyPending_StoresNothing()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 2, Token);
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 2, Token);
        Assert.Equal(InboxOutcome.Full, (await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m3"), 2, Token)).Outcome);
        Assert.Equal(["m1", "m2"], (await store.Inbox.PendingAsync(conversation, 0, Token)).Select(pending => pending.Message.ActivityId));
    }

    [Fact]
    public async Task Accept_ManyWritersAtOnce_KeepsEveryMessageInAGaplessOrder()
    {
        await using var store = await StartAsync();
        var conversations = Enumerable.Range(0, 8).Select(_ => StoreData.NewConversation()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 320).Select(i => Task.Run(() => store.Inbox.AcceptAsync(StoreData.Message(conversations[i % 8], $"m{i}"), 100, Token))));
        foreach (var conversation in conversations)
            Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), (await store.Directory.ActivitiesAsync(conversation, 0, 100, Token)).Select(activity => activity.Watermark));
    }

    [Fact]
    public async Task Open_AfterACrash_ReturnsWhatIsPendingInOrderAndRaisesTheEpoch()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1", "one"), 50, Token);
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2", "two"), 50, Token);
        var first = await store.Inbox.OpenAsync(conversation, Token);
        var second = await store.Inbox.OpenAsync(conversation, Token);
        Assert.Equal(first.Epoch + 1, second.Epoch);
        Assert.Equal(2, second.LastWatermark);
        Assert.Equal(["one", "two"], second.Pending.Select(pending => pending.Message.Text));
        Assert.Equal("发票 invoice.png", second.Pending[0].Message.Attachments[0].Name);
    }

    [Fact]
    public async Task Record_AnsweredMessage_IsDoneAndItsAnswerHasTheNextWatermark()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        var recorded = await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token);
        Assert.Equal(RecordOutcome.Recorded, recorded.Outcome);
        Assert.Equal(2, recorded.Activity!.Watermark);
        Assert.Empty(await store.Inbox.PendingAsync(conversation, 0, Token));
        var activities = await store.Directory.ActivitiesAsync(conversation, 0, 10, Token);
        Assert.Equal([1L, 2L], activities.Select(activity => activity.Watermark));
        Assert.Equal(message.ActivityId, activities[1].ReplyToId);
        var citation = Assert.Single(activities[1].Answer!.Citations);
        Assert.Equal(new Box(1, 2, 3, 4), citation.Position.Box);
        Assert.Equal(message.ChannelData, activities[0].ChannelData);
    }

    [Fact]
    public async Task Record_ByAReplicaThatLostTheConversation_WritesNothing()
    {
        await using var store = await StartAsync();
        var (conversation, message, stale) = await AcceptedAsync(store);
        var opening = await store.Inbox.OpenAsync(conversation, Token);
        var refused = await store.Log.RecordAsync(StoreData.Turn(message, 1, stale, "stale"), Token);
        Assert.Equal(RecordOutcome.TakenOver, refused.Outcome);
        Assert.Single(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token));
        Assert.Equal(RecordOutcome.Recorded, (await store.Log.RecordAsync(StoreData.Turn(message, 1, opening.Epoch, "right"), Token)).Outcome);
    }

    [Fact]
    public async Task Record_TheSameTurnTwice_AnswersOnce()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token);
        Assert.Equal(RecordOutcome.TakenOver, (await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token)).Outcome);
        Assert.Equal(2, (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Count);
    }

    [Fact]
    public async Task Record_StoppedTurn_IsDoneWithoutAnActivity()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        var recorded = await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch) with { Answer = null }, Token);
        Assert.Equal((RecordOutcome.Recorded, null), (recorded.Outcome, recorded.Activity));
        Assert.Empty(await store.Inbox.PendingAsync(conversation, 0, Token));
        Assert.Equal(2, (await store.Inbox.AcceptAsync(StoreData.Message(conversation, "next"), 50, Token)).Sequence);
    }

    [Fact]
    public async Task RecentTurns_OldestFirst_WithQuestionAnswerAndEvidence()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        var next = StoreData.Message(conversation, "m2", "And when is it due?");
        await store.Inbox.AcceptAsync(next, 50, Token);
        await store.Log.RecordAsync(StoreData.Turn(next, 3, epoch, "second"), Token);
        var turns = await store.Log.RecentTurnsAsync(conversation, 5, Token);
        Assert.Equal(["first", "second"], turns.Select(turn => turn.Answer));
        Assert.Equal("And when is it due?", turns[1].Question);
        Assert.Equal(["e-att"], turns[1].EvidenceIds);
    }

    [Fact]
    public async Task Evidence_OfARecordedTurn_IsFoundByIdAndByAttachment()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token);
        var loaded = Assert.Single(await store.Evidence.LoadAsync(conversation, ["e-att", "unknown"], Token));
        Assert.Equal(new TableCell(0, 1, 2), loaded.Blocks[0].Cell);
        Assert.Equal("合计 Total 1,240.00", (await store.Evidence.FindByAttachmentAsync(conversation, "att-m1", Token))!.Blocks[0].Text);
        Assert.Null(await store.Evidence.FindByAttachmentAsync(StoreData.NewConversation(), "att-m1", Token));
    }

    [Fact]
    public async Task NewestEvidence_OfStoppedTurnsToo_IsGoneWithADeletedMessage()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token);
        var next = StoreData.Message(conversation, "m2");
        await store.Inbox.AcceptAsync(next, 50, Token);
        await store.Log.RecordAsync(StoreData.Turn(next, 3, epoch) with { Answer = null, Evidence = [StoreData.Evidence("e-stopped", "att-m2")] }, Token);

        async Task<IEnumerable<string>> NewestAsync(int limit) => (await store.Evidence.NewestAsync(conversation, limit, Token)).Select(read => read.Id);

        Assert.Equal(["e-stopped", "e-att"], await NewestAsync(5));
        Assert.Equal(["e-stopped"], await NewestAsync(1));
        await store.Inbox.ReviseAsync(new(conversation, "m2", next.From, null, StoreData.Now), Token);
        Assert.Equal(["e-att"], await NewestAsync(5));
    }

    [Fact]
    public async Task Undelivered_PushedReply_StaysUntilItIsMarked()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{\"serviceUrl\":\"http://127.0.0.1\"}");
        var reply = (await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token)).Activity!;
        Assert.Empty(await store.Log.UndeliveredAsync(StoreData.Now, 100, Token));
        var left = Assert.Single(await store.Log.UndeliveredAsync(StoreData.Now.AddMinutes(1), 100, Token), left => left.Message.Conversation == conversation);
        Assert.Equal((message.ReplyAddress, reply.Id, reply.Watermark), (left.Message.ReplyAddress, left.Reply.Id, left.Reply.Watermark));
        await store.Log.MarkDeliveredAsync(conversation, reply.Id, "of-the-channel", Token);
        Assert.DoesNotContain(await store.Log.UndeliveredAsync(StoreData.Now.AddMinutes(1), 100, Token), left => left.Message.Conversation == conversation);
    }

    [Fact]
    public async Task Sending_OfAPushedReply_IsKept_PartByPart()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
        var reply = (await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch) with { IsSentAtOnce = true }, Token)).Activity!;
        Assert.Equal(new SendingState(0, 1), await store.Log.SendingAsync(conversation, reply.Id, Token));
        await store.Log.MarkPartDeliveredAsync(conversation, reply.Id, 0, "first", Token);
        Assert.Equal(new SendingState(1, 2), await store.Log.SendingAsync(conversation, reply.Id, Token));
        await store.Log.MarkSendingAsync(conversation, reply.Id, 1, StoreData.Now.AddMinutes(7), Token);
        Assert.Equal(new SendingState(1, 1), await store.Log.SendingAsync(conversation, reply.Id, Token));
        Assert.Equal(StoreData.Now.AddMinutes(7), Assert.Single(await store.Log.UndeliveredAsync(conversation, Token)).NotBefore);
        await store.Log.MarkSendingAsync(conversation, reply.Id, 2, null, Token);
        Assert.Null(Assert.Single(await store.Log.UndeliveredAsync(conversation, Token)).NotBefore);
        await store.Log.MarkDeliveredAsync(conversation, reply.Id, null, Token);
        Assert.Null(await store.Log.SendingAsync(conversation, reply.Id, Token));
    }

    [Fact]
    public async Task Sending_OfAReplyThatWaits_IsNotBegun()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
        var reply = (await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token)).Activity!;

        Assert.Equal(new SendingState(0, 0), await store.Log.SendingAsync(conversation, reply.Id, Token));
    }

    [Fact]
    public async Task Undelivered_OfOneConversation_ComesInTheOrderOfItsRecords()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store, replyAddress: "{}");
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        var next = StoreData.Message(conversation, "m2", replyAddress: "{}");
        await store.Inbox.AcceptAsync(next, 50, Token);
        await store.Log.RecordAsync(StoreData.Turn(next, 3, epoch, "second"), Token);
        await AcceptedAsync(store, replyAddress: "{}");

        Assert.Equal(["first", "second"], (await store.Log.UndeliveredAsync(conversation, Token)).Select(left => left.Reply.Answer!.Text));
    }

    [Fact]
    public async Task LeftOver_NamesConversationsWithOldPendingMessages()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        Assert.DoesNotContain(conversation, await store.Inbox.LeftOverAsync(StoreData.Now, 1_000, Token));
        Assert.Contains(conversation, await store.Inbox.LeftOverAsync(StoreData.Now.AddSeconds(5), 1_000, Token));
        // The clock was put back by a day: what was accepted before that is not left for a day.
        Assert.Contains(conversation, await store.Inbox.LeftOverAsync(StoreData.Now.AddDays(-1), 1_000, Token));
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch), Token);
        Assert.DoesNotContain(conversation, await store.Inbox.LeftOverAsync(StoreData.Now.AddSeconds(5), 1_000, Token));
    }

    [Fact]
    public async Task Directory_GoesOnWithOlderConversations_AlsoOfTheSameMoment()
    {
        await using var store = await StartAsync();
        var user = new Participant("dl_" + Guid.NewGuid().ToString("N"));
        for (var i = 0; i < 5; i++)
            await store.Inbox.AcceptAsync(StoreData.Message(StoreData.NewConversation(), "m1", $"number {i}") with { From = user, ReceivedAt = StoreData.Now.AddSeconds(i / 2) }, 50, Token);
        var all = await store.Directory.ListAsync("default", "directline", user.Id, null, 10, Token);

        var paged = (await store.Directory.ListAsync("default", "directline", user.Id, null, 1, Token)).ToList();
        while (await store.Directory.OlderAsync("default", "directline", user.Id, new(paged[^1].LastActivityAt, paged[^1].Conversation), 1, Token) is [var older])
            paged.Add(older);

        Assert.Equal(5, all.Count);
        Assert.Equal(all, paged);
        Assert.Equal(all.Skip(2), await store.Directory.OlderAsync("default", "directline", user.Id, new(all[1].LastActivityAt, all[1].Conversation), 10, Token));
    }

    [Fact]
    public async Task Directory_ListsSearchesRenamesAndDeletesOnlyTheOwnersConversations()
    {
        await using var store = await StartAsync();
        var user = "dl_" + Guid.NewGuid().ToString("N");
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1", "Where is the depot?") with { From = new Participant(user) }, 50, Token);
        var listed = Assert.Single(await store.Directory.ListAsync("default", "directline", user, null, 10, Token));
        Assert.Equal("Where is the depot?", listed.Title);
        Assert.Single(await store.Directory.ListAsync("default", "directline", user, "DEPOT", 10, Token));
        Assert.Empty(await store.Directory.ListAsync("default", "directline", user, "kitchen", 10, Token));
        Assert.False(await store.Directory.RenameAsync(conversation, "dl_somebody", "Mine", Token));
        Assert.True(await store.Directory.RenameAsync(conversation, user, "仓库", Token));
        Assert.Equal("仓库", (await store.Directory.FindAsync(conversation, Token))!.Title);
        Assert.False(await store.Directory.DeleteAsync(conversation, "dl_somebody", Token));
        Assert.True(await store.Directory.DeleteAsync(conversation, user, Token));
        Assert.Null(await store.Directory.FindAsync(conversation, Token));
        Assert.Empty(await store.Directory.ActivitiesAsync(conversation, 0, 10, Token));
    }

    [Fact]
    public async Task Attachments_ComeBackAsGivenAndOnlyWithinTheirConversation()
    {
        await using var store = await StartAsync();
        var bytes = new byte[2_500_000];
        Random.Shared.NextBytes(bytes);
        var owner = new AttachmentOwner(StoreData.NewConversation(), "dl_anna");
        Assert.Equal(bytes.Length, await store.Attachments.SaveAsync(owner, "../../etc/passwd", new MemoryStream(bytes), 3_000_000, Token));
        await using var opened = await store.Attachments.OpenAsync(owner, "../../etc/passwd", Token);
        using var copy = new MemoryStream();
        await opened!.CopyToAsync(copy, Token);
        Assert.Equal(bytes, copy.ToArray());
        Assert.Null(await store.Attachments.OpenAsync(owner with { Conversation = StoreData.NewConversation() }, "../../etc/passwd", Token));
        await Assert.ThrowsAsync<AttachmentTooLargeException>(() => store.Attachments.SaveAsync(owner, "big", new MemoryStream(bytes), 1_000_000, Token));
        Assert.Null(await store.Attachments.OpenAsync(owner, "big", Token));
    }

    [Fact]
    public async Task Attachment_LargerThanIsHeldAtOnce_ComesBackFromAnyPlaceAndIsThereWholeOrNotAtAll()
    {
        await using var store = await StartAsync();
        var bytes = new byte[35_000_000];
        Random.Shared.NextBytes(bytes);
        var owner = new AttachmentOwner(StoreData.NewConversation(), "dl_anna");
        await Assert.ThrowsAsync<AttachmentTooLargeException>(() => store.Attachments.SaveAsync(owner, "hour", new MemoryStream(bytes), 34_000_000, Token));
        Assert.Null(await store.Attachments.OpenAsync(owner, "hour", Token));

        Assert.Equal(bytes.Length, await store.Attachments.SaveAsync(owner, "hour", new MemoryStream(bytes), 35_000_000, Token));

        await using var opened = await store.Attachments.OpenAsync(owner, "hour", Token);
        Assert.Equal(bytes.Length, opened!.Length);
        var part = new byte[3_000_000];
        foreach (var at in new[] { 33_500_000, 0, 16_000_000 })
        {
            opened.Position = at;
            var read = await opened.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, Token);
            Assert.True(bytes.AsSpan(at, read).SequenceEqual(part.AsSpan(0, read)));
            Assert.Equal(Math.Min(part.Length, bytes.Length - at), read);
        }
        Assert.True(await store.Attachments.RemoveAsync(owner, "hour", Token));
        Assert.Null(await store.Attachments.OpenAsync(owner, "hour", Token));
    }

    [Fact]
    public async Task Attachment_RemovedByManyAtOnce_WasThereForOne()
    {
        await using var store = await StartAsync();
        var owner = new AttachmentOwner(StoreData.NewConversation(), "dl_anna");
        Assert.False(await store.Attachments.RemoveAsync(owner, "offer", Token));
        for (var round = 0; round < 2; round++)
        {
            await store.Attachments.SaveAsync(owner, "offer", new MemoryStream([1, 2, 3]), 100, Token);
            var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.Attachments.RemoveAsync(owner, "offer", Token), Token)));
            Assert.Single(told, true);
            Assert.Null(await store.Attachments.OpenAsync(owner, "offer", Token));
        }
    }

    [Fact]
    public async Task Open_WhileMessagesCome_ListsNoneBeyondItsLastNumber()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m0"), 1_000, Token);

        var accepting = Task.Run(async () =>
        {
            for (var i = 1; i <= 300; i++)
                await store.Inbox.AcceptAsync(StoreData.Message(conversation, $"m{i}"), 1_000, Token);
        }, Token);
        while (!accepting.IsCompleted)
        {
            var opening = await store.Inbox.OpenAsync(conversation, Token);
            // A message beyond it is told of once more, and would be answered twice.
            Assert.Equal(opening.LastWatermark, opening.Pending[^1].Sequence);
        }
        await accepting;
    }

    private static async Task<(ConversationKey Conversation, InboundMessage Message, long Epoch)> AcceptedAsync(StoreUnderTest store, string? replyAddress = null)
    {
        var conversation = StoreData.NewConversation();
        var message = StoreData.Message(conversation, "m1", replyAddress: replyAddress);
        await store.Inbox.AcceptAsync(message, 50, Token);
        return (conversation, message, (await store.Inbox.OpenAsync(conversation, Token)).Epoch);
    }
}
