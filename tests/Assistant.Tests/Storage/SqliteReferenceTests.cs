using Assistant.Notices;
using Assistant.Privacy;

namespace Assistant.Tests.Storage;

public sealed class SqliteReferenceTests : ReferenceContract
{
    [Fact]
    public async Task Retention_OfTheLog_TakesWhoWasNotHeardOfSince_AndLeavesTheirWish()
    {
        await using var store = await StoreUnderTest.StartAsync(new() { ["Retention:Rules:0:Kind"] = "Log", ["Retention:Rules:0:Keep"] = "30.00:00:00" }, Token);
        var (old, recent) = (StoreData.NewConversation(), StoreData.NewConversation());
        await SayAsync(store, old, "m1");
        await store.Get<IConversationReferences>().SetOptOutAsync(new ContentOwner("default", "dl_anna"), "directline", StoreData.Now, Token);
        store.Time.Advance(TimeSpan.FromDays(20));
        await SayAsync(store, recent, "m1");
        store.Time.Advance(TimeSpan.FromDays(20));

        await store.Get<IRetention>().ApplyAsync(Token);

        var left = Assert.Single(await FindAsync(store, new("default")));
        Assert.Equal((recent, StoreData.Now), (left.Conversation, left.OptedOutSince));
    }

    private protected override Task<StoreUnderTest> StartAsync() => StoreUnderTest.StartAsync([], Token);
}
