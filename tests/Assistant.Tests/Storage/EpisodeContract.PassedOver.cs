using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Tests.Storage;

/// <summary>Facts are learnt when a turn ends; what its person asked for until then counts, and not only while it is so.</summary>
public abstract partial class EpisodeContract
{
    [Theory]
    [InlineData("My address is 12 Elm Street.", "I live in Oslo.")]
    [InlineData("我住在上海。", "我住在苏州。")]
    public async Task ForgetEverything_WhileATurnRuns_NothingIsLearntFromItsMessage(string said, string after)
    {
        await using var store = await StartAsync();
        var message = await AcceptAsync(store, said);

        await store.Get<IPersonalMemory>().ForgetEverythingAsync(Anna, Token);

        Assert.False(await LearnAsync(store, message));
        // A crash came between, and the turn runs again.
        await using var again = await StartAsync(store);
        Assert.False(await LearnAsync(again, message));
        Assert.Empty((await again.Get<PersonalFacts>().OpenAsync(Anna, Token)).Facts);
        Assert.True(await LearnAsync(again, await AcceptAsync(again, after)));
    }

    [Fact]
    public async Task Resume_WhileWhatWasSaidInThePauseIsAnswered_NothingIsLearntFromIt()
    {
        await using var store = await StartAsync();
        var memory = store.Get<IPersonalMemory>();
        await memory.PauseAsync(Anna, Token);
        var message = await AcceptAsync(store, "I live in Bergen.");

        await memory.ResumeAsync(Anna, Token);

        Assert.False(await LearnAsync(store, message));
        Assert.True(await LearnAsync(store, await AcceptAsync(store, "I live in Oslo.")));
        Assert.Equal(["Oslo"], (await store.Get<PersonalFacts>().OpenAsync(Anna, Token)).Facts.Select(fact => fact.Value));
    }

    /// <summary>A model that reads facts takes its time.</summary>
    [Fact]
    public async Task Learn_FromATurnThatIsAmongTheEpisodesAlready_IsKept()
    {
        await using var store = await StartAsync();
        var message = await AcceptAsync(store, "I live in Bergen.");
        var receipt = await store.Inbox.OpenAsync(_conversation, Token);
        await store.Log.RecordAsync(StoreData.Turn(message, 1, receipt.Epoch, "Noted."), Token);
        await store.Get<EpisodeWriter>().WriteAsync(Anna, null, Token);

        Assert.True(await LearnAsync(store, message));
    }

    [Fact]
    public async Task Delete_AConversationThatWasPassedOver_LeavesNoRowOfIt()
    {
        await using var store = await StartAsync();
        await AcceptAsync(store, "I live in Bergen.");
        await store.Get<IPersonalMemory>().ForgetEverythingAsync(Anna, Token);
        Assert.Equal(2, await RowsAsync());

        Assert.True(await store.Directory.DeleteAsync(_conversation, _anna.Id, Token));

        Assert.Equal(0, await RowsAsync());

        async Task<long> RowsAsync() => (await store.Get<Assistant.Storage.Connections.StoreReader>().QueryAsync(
            "SELECT count(*) FROM memory_cursors WHERE conversation LIKE @name", row => row.GetInt64(0), Token, ("name", $"%{_conversation}")))[0];
    }

    private async Task<InboundMessage> AcceptAsync(StoreUnderTest store, string text)
    {
        var message = StoreData.Message(_conversation, Guid.NewGuid().ToString("N"), text) with { From = _anna };
        await store.Inbox.AcceptAsync(message, 50, Token);
        return message;
    }

    /// <summary>As the turn's end does.</summary>
    private Task<bool> LearnAsync(StoreUnderTest store, InboundMessage message) =>
        store.Get<PersonalFacts>().LearnAsync(Anna, MemoryUtterance.Of(TurnIds.For(message), _conversation, message.ActivityId, message.Text, StoreData.Now), Token);
}
