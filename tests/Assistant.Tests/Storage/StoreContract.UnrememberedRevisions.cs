using Assistant.Conversations;

namespace Assistant.Tests.Storage;

/// <summary>Edits and deletions of answered messages until memory follows.</summary>
public abstract partial class StoreContract
{
    [Theory]
    [InlineData("And in dollars?")]
    [InlineData(null)]
    public async Task Revise_MessageThatIsAnswered_IsLeftOverUntilMemoryFollows(string? text)
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        var revision = new MessageRevision(conversation, "m1", message.From, text, StoreData.Now);
        await store.Inbox.ReviseAsync(revision, Token);

        var left = Assert.Single(await store.Inbox.UnrememberedAsync(conversation, Token));
        Assert.Equal((revision.ActivityId, revision.From.Id, revision.Text, revision.At), (left.ActivityId, left.From.Id, left.Text, left.At));
        Assert.DoesNotContain(conversation, await store.Inbox.LeftOverAsync(StoreData.Now, 1_000, Token));
        Assert.Contains(conversation, await store.Inbox.LeftOverAsync(StoreData.Now.AddSeconds(5), 1_000, Token));

        await store.Inbox.RememberedAsync(left, Token);
        Assert.Empty(await store.Inbox.UnrememberedAsync(conversation, Token));
        Assert.DoesNotContain(conversation, await store.Inbox.LeftOverAsync(StoreData.Now.AddSeconds(5), 1_000, Token));
    }

    [Fact]
    public async Task Revise_Again_IsLeftOver_ThoughMemoryFollowsTheOneBefore()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        var first = new MessageRevision(conversation, "m1", message.From, "And in dollars?", StoreData.Now);
        await store.Inbox.ReviseAsync(first, Token);
        await store.Inbox.ReviseAsync(first with { Text = "And in marks?", At = StoreData.Now.AddSeconds(1) }, Token);

        await store.Inbox.RememberedAsync(first, Token);

        Assert.Equal("And in marks?", Assert.Single(await store.Inbox.UnrememberedAsync(conversation, Token)).Text);
    }

    [Fact]
    public async Task Revise_MessageThatWaits_IsNotLeftOver_BeforeItIsAnswered()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, "And in dollars?", StoreData.Now), Token);
        Assert.Empty(await store.Inbox.UnrememberedAsync(conversation, Token));

        // By a turn that had begun before.
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);

        Assert.Equal("And in dollars?", Assert.Single(await store.Inbox.UnrememberedAsync(conversation, Token)).Text);
    }

    [Fact]
    public async Task RevisionThatMemoryDoesNotFollow_StaysWhenEarlyOnesGo()
    {
        await using var store = await StartAsync();
        var (conversation, message, epoch) = await AcceptedAsync(store);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, epoch, "first"), Token);
        await store.Inbox.ReviseAsync(new(conversation, "m1", message.From, null, StoreData.Now), Token);
        store.Time.Advance(TimeSpan.FromHours(2));

        await store.Inbox.ReviseAsync(new(conversation, "never-was", message.From, null, StoreData.Now), Token);

        Assert.True(Assert.Single(await store.Inbox.UnrememberedAsync(conversation, Token)).IsDeletion);
    }
}
