using System.Text;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

/// <summary>What people think of answers, whichever database lies beneath.</summary>
public abstract class FeedbackContract
{
    private const string Anna = "dl_anna";

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<StoreUnderTest> StartAsync();

    [Fact]
    public async Task Change_ByTheChannelsNameOrOurs_IsOneEntryThatTheNewestChangeReplaces()
    {
        await using var store = await StartAsync();
        var (conversation, answer) = await AnsweredAsync(store, "channel-7");

        Assert.Equal(FeedbackOutcome.Recorded, await LikeAsync(store, conversation, "channel-7", "Clear."));
        Assert.Equal(FeedbackOutcome.Unchanged, await LikeAsync(store, conversation, "channel-7", "Clear."));
        Assert.Equal(FeedbackOutcome.Recorded, await ChangeAsync(store, conversation, answer, Anna, feedback => feedback with { Rating = AnswerRating.Dislike, Reason = null }));

        var given = Assert.Single(await OfAsync(store, conversation));
        Assert.Equal((answer, AnswerRating.Dislike, null), (given.AnswerId, given.Rating, given.Reason));
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Change_OfAnotherConversationsAnswer_OrOfAQuestion_IsUnknown()
    {
        await using var store = await StartAsync();
        var (conversation, answer) = await AnsweredAsync(store, "channel-7");
        var (other, _) = await AnsweredAsync(store, "channel-8");

        foreach (var (where, id) in new[] { (other, answer), (other, "channel-7"), (conversation, "m1"), (conversation, "a-never"), (conversation, "") })
            Assert.Equal(FeedbackOutcome.UnknownAnswer, await LikeAsync(store, where, id, null));
        Assert.Empty(await OfAsync(store, other));
    }

    [Fact]
    public async Task Change_ManyAtOnce_LosesNone()
    {
        await using var store = await StartAsync();
        var (conversation, answer) = await AnsweredAsync(store, "channel-7");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            ChangeAsync(store, conversation, answer, Anna, feedback => feedback with { Reactions = [.. feedback.Reactions, $"r{i}"] }))));

        Assert.Equal(["r0", "r1", "r2", "r3"], Assert.Single(await OfAsync(store, conversation)).Reactions.Order());
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task Archive_HoldsFeedback_AndErasureTakesIt_AlsoOfSomebodyWhoNeverWrote()
    {
        await using var store = await StartAsync();
        var (conversation, answer) = await AnsweredAsync(store, "channel-7");
        await LikeAsync(store, conversation, answer, "Anna's reason");
        await ChangeAsync(store, conversation, answer, "dl_berta", feedback => feedback with { Rating = AnswerRating.Like, Reason = "Zanzibar-4711" });
        var berta = new ContentOwner("default", "dl_berta");

        Assert.Contains("Zanzibar-4711", Assert.Single(await ArchivedAsync(store, berta), item => item.Kind == "feedback").Content, StringComparison.Ordinal);
        Assert.False(await IsInTheClearAsync(store, "Zanzibar-4711"));
        var receipt = await store.Get<IPersonEraser>().EraseAsync(berta, "officer", Token);

        Assert.Equal(1, receipt.Covered["feedback"]);
        Assert.DoesNotContain(await ArchivedAsync(store, berta), item => item.Kind == "feedback");
        Assert.Equal("Anna's reason", Assert.Single(await OfAsync(store, conversation)).Reason);
        Assert.Equal(2, (await store.Directory.ActivitiesAsync(conversation, 0, 10, Token)).Count);
        await AssertIntactAsync(store);
    }

    [Fact]
    public async Task DeletedConversation_TakesItsFeedback()
    {
        await using var store = await StartAsync();
        var (conversation, answer) = await AnsweredAsync(store, "channel-7");
        await LikeAsync(store, conversation, answer, null);

        Assert.True(await store.Directory.DeleteAsync(conversation, Anna, Token));

        Assert.Empty(await OfAsync(store, conversation));
        Assert.Equal(FeedbackOutcome.UnknownAnswer, await LikeAsync(store, conversation, "channel-7", null));
        await AssertIntactAsync(store);
    }

    private static async Task<(ConversationKey Conversation, string Answer)> AnsweredAsync(StoreUnderTest store, string channelId)
    {
        var conversation = StoreData.NewConversation();
        var message = StoreData.Message(conversation, "m1", replyAddress: "{}");
        var accepted = await store.Inbox.AcceptAsync(message, 50, Token);
        var epoch = (await store.Inbox.OpenAsync(conversation, Token)).Epoch;
        var recorded = await store.Log.RecordAsync(StoreData.Turn(message, accepted.Sequence, epoch), Token);
        await store.Log.MarkDeliveredAsync(conversation, recorded.Activity!.Id, channelId, Token);
        return (conversation, recorded.Activity.Id);
    }

    private static Task<FeedbackOutcome> LikeAsync(StoreUnderTest store, ConversationKey conversation, string answer, string? reason) =>
        ChangeAsync(store, conversation, answer, Anna, feedback => feedback with { Rating = AnswerRating.Like, Reason = reason });

    private static Task<FeedbackOutcome> ChangeAsync(StoreUnderTest store, ConversationKey conversation, string answer, string person, Func<AnswerFeedback, AnswerFeedback> change) =>
        store.Get<IFeedbackLog>().ChangeAsync(conversation, answer, person, change, Token);

    private static Task<IReadOnlyList<AnswerFeedback>> OfAsync(StoreUnderTest store, ConversationKey conversation) => store.Get<IFeedbackLog>().OfAsync(conversation, Anna, Token);

    private static async Task<List<ArchivedItem>> ArchivedAsync(StoreUnderTest store, ContentOwner person)
    {
        var items = new List<ArchivedItem>();
        await foreach (var item in store.Get<IPersonArchive>().ReadAsync(person, "officer", Token))
            items.Add(item);
        return items;
    }

    private static async Task AssertIntactAsync(StoreUnderTest store) =>
        Assert.Empty(Assert.Single(await store.Get<IChainVerifier>().VerifyAsync(null, Token), report => report.Tenant == "default").Problems);

    private static async Task<bool> IsInTheClearAsync(StoreUnderTest store, string secret)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes, Token);
            if (bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0)
                return true;
        }
        return false;
    }
}
