using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Storage.Connections;
using Assistant.Storage.Retention;
using Assistant.Storage.WorkingMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Tests.Storage;

public abstract partial class StoreContract
{
    [Fact]
    public async Task WorkingMemory_SavesOnlyOnTopOfTheVersionItKnows()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        Assert.Null(await store.Memory.LoadAsync(conversation, Token));
        var first = new WorkingMemoryState(1, "摘要", [new RememberedTurn("m1", "q", "a", "en", StoreData.Now, ["e-1"], true)], ["e-1"]);
        Assert.True(await store.Memory.SaveAsync(conversation, first, Token));
        Assert.False(await store.Memory.SaveAsync(conversation, first with { Summary = "stale" }, Token));
        Assert.True(await store.Memory.SaveAsync(conversation, first with { Version = 2, Summary = "newer" }, Token));
        Assert.Equal("newer", (await store.Memory.LoadAsync(conversation, Token))!.Summary);
        store.Time.Advance(TimeSpan.FromDays(8));
        Assert.Null(await store.Memory.LoadAsync(conversation, Token));
    }

    [Fact]
    public async Task WorkingMemory_WhoseTimeIsOver_LeavesNoRow()
    {
        await using var store = await StartAsync();
        var (old, young) = (StoreData.NewConversation(), StoreData.NewConversation());
        var state = new WorkingMemoryState(1, "", [new RememberedTurn("m1", "q", "a", "en", StoreData.Now, [], true)], []);
        var rows = ActivatorUtilities.CreateInstance<DatabaseWorkingMemory>(store.Get<IServiceProvider>());
        await rows.SaveAsync(old, state, Token);
        store.Time.Advance(TimeSpan.FromDays(6));
        await rows.SaveAsync(young, state, Token);
        store.Time.Advance(TimeSpan.FromDays(2));

        await ActivatorUtilities.CreateInstance<ShortLivedRows>(store.Get<IServiceProvider>()).RemoveAsync(Token);

        var left = await store.Get<StoreReader>().QueryAsync("SELECT conversation FROM working_memory", row => row.GetString(0), Token);
        Assert.DoesNotContain(old.ToString(), left);
        Assert.Contains(young.ToString(), left);
        Assert.NotNull(await rows.LoadAsync(young, Token));
    }
}
