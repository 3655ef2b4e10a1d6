using Assistant.Health;
using Assistant.IntegrationTests.Processes;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Keys;
using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

public sealed class RedisWorkingMemoryTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_OnTopOfTheKnownVersion_IsSeenByTheOtherReplica()
    {
        await using var a = await StartAsync();
        await using var b = await StartAsync();
        var conversation = StoreData.NewConversation();
        var state = new WorkingMemoryState(1, "摘要", [new RememberedTurn("m1", "q", "a", "zh", StoreData.Now, ["e-1"], true)], ["e-1"]);
        Assert.True(await a.Memory.SaveAsync(conversation, state, Token));
        Assert.False(await b.Memory.SaveAsync(conversation, state with { Summary = "stale" }, Token));
        Assert.True(await b.Memory.SaveAsync(conversation, state with { Version = 2, Summary = "newer" }, Token));
        var seen = await a.Memory.LoadAsync(conversation, Token);
        Assert.Equal(("newer", "q"), (seen!.Summary, seen.Turns[0].Question));
        await a.Memory.RemoveAsync(conversation, Token);
        Assert.Null(await b.Memory.LoadAsync(conversation, Token));
    }

    [Fact]
    public async Task Load_WhileRedisIsAway_HoldsNothingAndComesBack()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        Assert.True(await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 1 }, Token));
        await redis.KillAsync();
        Assert.Null(await store.Memory.LoadAsync(conversation, Token));
        Assert.False(await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 2 }, Token));
        await redis.StartAsync();
        for (var i = 0; i < 100 && !await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 3 }, Token); i++)
            await Task.Delay(100, Token);
        Assert.Equal(3, (await store.Memory.LoadAsync(conversation, Token))!.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not what was stored")]
    [InlineData("[1,2]")]
    public async Task Load_OfAStateThatCannotBeRead_HoldsNothingAndTakesTheNextOne(string broken)
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        Assert.True(await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 1 }, Token));
        await using (var raw = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Configuration))
            await raw.GetDatabase().HashSetAsync($"assistant:wm:{conversation}", [new("version", 7), new("state", broken)]);

        Assert.Null(await store.Memory.LoadAsync(conversation, Token));

        Assert.True(await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 1, Summary = "from the log" }, Token));
        Assert.Equal("from the log", (await store.Memory.LoadAsync(conversation, Token))!.Summary);
    }

    /// <summary>Somebody of a group was erased while Redis was away: its state stays there under a key that is gone.</summary>
    [Fact]
    public async Task Load_OfAStateUnderADestroyedKey_HoldsNothingAndTakesTheNextOne()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        Assert.True(await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 7 }, Token));
        store.Get<KeyStore>().Renew(ContentOwner.Of(conversation));
        store.Get<SubjectKeys>().ForgetAll();

        Assert.Null(await store.Memory.LoadAsync(conversation, Token));

        Assert.True(await store.Memory.SaveAsync(conversation, WorkingMemoryState.Empty with { Version = 1, Summary = "from the log" }, Token));
        Assert.Equal("from the log", (await store.Memory.LoadAsync(conversation, Token))!.Summary);
    }

    [Fact]
    public async Task Answers_SaysWhetherRedisIsThere()
    {
        await using var store = await StartAsync();
        var dependency = Assert.Single(store.Get<IEnumerable<IDependency>>());
        Assert.True(await AnswersAsync());
        await redis.KillAsync();
        Assert.False(await AnswersAsync());
        await redis.StartAsync();
        await Eventually.HoldsAsync(AnswersAsync);

        async Task<bool> AnswersAsync()
        {
            try
            {
                return await dependency.AnswersAsync(Token);
            }
            catch (Exception e) when (e is StackExchange.Redis.RedisException or TimeoutException)
            {
                return false;
            }
        }
    }

    // Replicas have their keys in common, as they have Redis.
    private readonly string _keys = Directory.CreateTempSubdirectory("assistant-keys-").FullName;

    public void Dispose() => Directory.Delete(_keys, recursive: true);

    private Task<StoreUnderTest> StartAsync()
    {
        Assert.SkipUnless(redis.Missing is null, redis.Missing ?? "");
        return StoreUnderTest.StartAsync(new() { ["WorkingMemory:Redis"] = redis.Configuration, ["Privacy:KeyDirectory"] = _keys }, Token);
    }
}
