using Assistant.Memory;
using Assistant.Storage.WorkingMemory;

namespace Assistant.Tests.Storage;

public sealed class EmbeddedWorkingMemoryTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("assistant-memory-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_LaterSaves_AreInTheDatabaseAMomentLater()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        Assert.True(await store.Memory.SaveAsync(conversation, State(1), Token));
        Assert.True(await store.Memory.SaveAsync(conversation, State(2), Token));
        Assert.True(await store.Memory.SaveAsync(conversation, State(3), Token));
        Assert.Equal(1, (await InDatabase(store).LoadAsync(conversation, Token))!.Version);

        store.Time.Advance(EmbeddedWorkingMemory.SaveAfter);

        Assert.Equal(3, await VersionInDatabaseAsync(store, conversation, 3));
    }

    [Fact]
    public async Task Dispose_SavesWhatWasNotYetSaved()
    {
        var conversation = StoreData.NewConversation();
        await using (var store = await StartAsync())
        {
            await store.Memory.SaveAsync(conversation, State(1), Token);
            await store.Memory.SaveAsync(conversation, State(2), Token);
        }
        await using var again = await StartAsync();
        Assert.Equal("version 2", (await again.Memory.LoadAsync(conversation, Token))!.Summary);
    }

    [Theory]
    [InlineData("MaxHeld", "2")]
    [InlineData("MaxHeldMegabytes", "1")]
    public async Task Save_MoreConversationsThanAreHeld_LosesNone(string limit, string value)
    {
        await using var store = await StartAsync(($"WorkingMemory:{limit}", value));
        var conversations = Enumerable.Range(0, 6).Select(_ => StoreData.NewConversation()).ToArray();
        foreach (var conversation in conversations)
        {
            Assert.True(await store.Memory.SaveAsync(conversation, State(1), Token));
            Assert.True(await store.Memory.SaveAsync(conversation, State(2), Token));
        }
        foreach (var conversation in conversations)
            Assert.Equal(2, (await store.Memory.LoadAsync(conversation, Token))!.Version);
    }

    [Fact]
    public async Task Save_ThatMakesTooMuchOfItsOwnConversation_IsNotLost()
    {
        await using var store = await StartAsync(("WorkingMemory:MaxHeldMegabytes", "1"));
        var conversation = StoreData.NewConversation();
        Assert.True(await store.Memory.SaveAsync(conversation, State(1), Token));
        var large = State(2) with { Summary = new string('a', 1_000_000) };

        Assert.True(await store.Memory.SaveAsync(conversation, large, Token));

        Assert.Equal(2, (await store.Memory.LoadAsync(conversation, Token))!.Version);
        store.Time.Advance(EmbeddedWorkingMemory.SaveAfter);
        Assert.Equal(2, await VersionInDatabaseAsync(store, conversation, 2));
    }

    [Fact]
    public async Task Remove_WithASaveDue_StaysRemoved()
    {
        await using var store = await StartAsync();
        var conversation = StoreData.NewConversation();
        await store.Memory.SaveAsync(conversation, State(1), Token);
        await store.Memory.SaveAsync(conversation, State(2), Token);
        await store.Memory.RemoveAsync(conversation, Token);
        store.Time.Advance(EmbeddedWorkingMemory.SaveAfter * 2);
        var other = StoreData.NewConversation();
        await store.Memory.SaveAsync(other, State(1), Token);

        Assert.Null(await store.Memory.LoadAsync(conversation, Token));
        Assert.Null(await InDatabase(store).LoadAsync(conversation, Token));
        Assert.NotNull(await InDatabase(store).LoadAsync(other, Token));
    }

    public void Dispose() => StoreUnderTest.Remove(_folder);

    private Task<StoreUnderTest> StartAsync(params (string Key, string Value)[] settings) =>
        StoreUnderTest.StartAsync(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value), Token, _folder);

    private static DatabaseWorkingMemory InDatabase(StoreUnderTest store) => store.Get<DatabaseWorkingMemory>();

    /// <summary>The save runs on a thread of its own: asked until it is there.</summary>
    private static async Task<long> VersionInDatabaseAsync(StoreUnderTest store, Assistant.Conversations.ConversationKey conversation, long expected)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var version = (await InDatabase(store).LoadAsync(conversation, patience.Token))!.Version;
            if (version == expected)
                return version;
            await Task.Delay(10, patience.Token);
        }
    }

    private static WorkingMemoryState State(long version) => new(version, $"version {version}", [new RememberedTurn($"m{version}", "q", "a", "en", StoreData.Now, [], true)], []);
}
