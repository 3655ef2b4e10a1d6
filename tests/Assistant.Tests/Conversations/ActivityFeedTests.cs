using Assistant.Conversations;

namespace Assistant.Tests.Conversations;

public sealed class ActivityFeedTests
{
    private static readonly ConversationKey s_key = new(ConversationKey.DefaultTenant, "directline", "c1");
    private readonly ActivityList _stored = new();

    [Fact]
    public async Task Follow_FromTheBeginning_GivesWhatIsStoredAndThenWhatHappens()
    {
        var feed = new ActivityFeed(s_key, _stored);
        _stored.Add(1, 2);
        feed.Start(2);
        await using var follower = Follower.Of(feed, 0);
        Assert.Equal(1, await follower.NextWatermarkAsync());
        Assert.Equal(2, await follower.NextWatermarkAsync());

        Publish(feed, 3);

        Assert.Equal(3, await follower.NextWatermarkAsync());
    }

    [Fact]
    public async Task Follow_AfterAWatermark_RepeatsNothing()
    {
        var feed = new ActivityFeed(s_key, _stored);
        _stored.Add(1, 2, 3);
        feed.Start(3);
        await using var follower = Follower.Of(feed, 2);
        Assert.Equal(3, await follower.NextWatermarkAsync());
        Publish(feed, 3, 4);

        Assert.Equal(4, await follower.NextWatermarkAsync());
    }

    [Fact]
    public async Task Publish_OutOfOrder_IsShownInOrder()
    {
        var feed = new ActivityFeed(s_key, _stored);
        await using var follower = Follower.Of(feed, 0);
        var first = follower.NextWatermarkAsync();
        Publish(feed, 2, 3);
        Assert.False(first.IsCompleted);

        Publish(feed, 1);

        Assert.Equal(1, await first);
        Assert.Equal(2, await follower.NextWatermarkAsync());
        Assert.Equal(3, await follower.NextWatermarkAsync());
        Assert.Equal(3, feed.Last);
    }

    [Fact]
    public async Task Follow_WhileATurnRuns_BeginsWithWhatItIsDoing()
    {
        var feed = new ActivityFeed(s_key, _stored);
        Publish(feed, 1);
        feed.Publish(new AnswerGrew("a1", "The to"));
        feed.Publish(new AnswerGrew("a1", "The total"));
        _stored.Add(1);

        await using var late = feed.FollowAsync(1, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await late.MoveNextAsync());
        Assert.Equal(new AnswerGrew("a1", "The total"), late.Current);

        feed.Publish(new ActivityAdded(ActivityList.Activity(2) with { Author = ActivityAuthor.Assistant }));
        await using var later = feed.FollowAsync(2, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = later.MoveNextAsync();
        Assert.False(next.IsCompleted);
        Publish(feed, 3);
        Assert.True(await next);
    }

    [Fact]
    public async Task Follow_SlowFollower_IsCutOffAndLosesNothingWhenItComesBack()
    {
        var feed = new ActivityFeed(s_key, _stored);
        await using var slow = Follower.Of(feed, 0);
        var first = slow.NextWatermarkAsync();
        for (var i = 1; i <= 3_000; i++)
        {
            _stored.Add(i);
            Publish(feed, i);
        }
        Assert.Equal(1, await first);
        var seen = 1L;
        while (await slow.NextAsync() is ActivityAdded added)
            Assert.Equal(++seen, added.Activity.Watermark);
        Assert.True(seen < 3_000, "the follower was never cut off");

        await using var back = Follower.Of(feed, seen);

        while (seen < 3_000)
            Assert.Equal(++seen, await back.NextWatermarkAsync());
    }

    [Fact]
    public async Task Close_EndsEveryFollower()
    {
        var feed = new ActivityFeed(s_key, _stored);
        await using var follower = Follower.Of(feed, 0);
        var next = follower.NextAsync();

        feed.Close();

        Assert.Null(await next);
        await using var late = Follower.Of(feed, 0);
        await Assert.ThrowsAsync<ObjectDisposedException>(late.NextAsync);
    }

    [Fact]
    public async Task Publish_FleetingEvents_KeepTheirPlaceBetweenActivities()
    {
        var feed = new ActivityFeed(s_key, _stored);
        await using var follower = Follower.Of(feed, 0);
        var first = follower.NextAsync();
        Publish(feed, 1);
        feed.Publish(new AnswerGrew("a1", "Hel"));
        Publish(feed, 2);

        Assert.IsType<ActivityAdded>(await first);
        Assert.Equal("Hel", Assert.IsType<AnswerGrew>(await follower.NextAsync()).Text);
        Assert.Equal(2, await follower.NextWatermarkAsync());
    }

    private static void Publish(ActivityFeed feed, params long[] watermarks)
    {
        foreach (var watermark in watermarks)
            feed.Publish(new ActivityAdded(ActivityList.Activity(watermark)));
    }

    private sealed class Follower(IAsyncEnumerator<ConversationEvent> events) : IAsyncDisposable
    {
        public static Follower Of(ActivityFeed feed, long after) => new(feed.FollowAsync(after, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken));

        /// <summary>Null at the end.</summary>
        public async Task<ConversationEvent?> NextAsync() => await events.MoveNextAsync() ? events.Current : null;

        public async Task<long> NextWatermarkAsync() => Assert.IsType<ActivityAdded>(await NextAsync()).Activity.Watermark;

        public ValueTask DisposeAsync() => events.DisposeAsync();
    }
}
