using Assistant.IntegrationTests.Storage;
using Assistant.Storage.Keys;
using Assistant.Tests.Storage;
using Assistant.Tests.Storage.Privacy;
using static Assistant.Tests.Storage.Privacy.StoredTalk;

namespace Assistant.IntegrationTests.Privacy;

/// <summary>A database of its own for each test: the chain of one would be another's.</summary>
public sealed class PostgresPrivacyTests(PostgresServer server) : PrivacyContract, IClassFixture<PostgresServer>
{
    private string? _database;

    private protected override async Task<StoreUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        _database ??= await server.CreateDatabaseAsync(Token);
        return await StoreUnderTest.StartAsync(new(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        {
            ["Storage:Provider"] = "postgres",
            ["Storage:ConnectionString"] = server.ConnectionString(_database),
        }, Token);
    }

    /// <summary>The key is given by the environment: whoever keeps it makes the new one, and the server that still has the old one says so.</summary>
    private protected override void Rotate(KeyStore keys)
    {
        var before = keys.MasterKeyId;
        Assert.Throws<KeyStoreException>(() => keys.Rotate(null));
        var next = keys.Rotate(MasterKey.New());
        Assert.NotEqual(before, next);
        Assert.Contains(next, Assert.Throws<Assistant.Conversations.StorageUnavailableException>(() => keys.FindOrAdd(new("default", "new"))).Message);
        Assert.Contains(next, Assert.Throws<Assistant.Conversations.StorageUnavailableException>(() => keys.Find(new("default", "dl_anna"))).Message);
    }

    [Fact]
    public async Task Keys_InTheLogsOwnDatabase_AreToldFromThoseApart()
    {
        await using (var together = await StartAsync())
            Assert.True(together.Get<KeyStore>().IsWithTheLog);
        _database = await server.CreateDatabaseAsync(Token);
        await using var apart = await StartAsync(("Privacy:KeyConnectionString", server.ConnectionString(await server.CreateDatabaseAsync(Token))));
        Assert.False(apart.Get<KeyStore>().IsWithTheLog);
        await TalkAsync(apart, StoreData.NewConversation(), "hello");
        Assert.Empty(await apart.Get<Assistant.Storage.Connections.StoreReader>().QueryAsync("SELECT 1 FROM information_schema.schemata WHERE schema_name = 'assistant_keys'", row => row.GetInt32(0), Token));
        await AssertIntactAsync(apart);
    }

    [Fact]
    public async Task Erase_ThroughOneReplica_IsForgottenByTheOther()
    {
        await using var a = await StartAsync();
        await using var b = await StartAsync();
        var conversation = StoreData.NewConversation();
        await TalkAsync(a, conversation, "hello");
        Assert.NotEmpty(await b.Directory.ActivitiesAsync(conversation, 0, 10, Token));
        var held = b.Get<SubjectKeys>().ForWriting(new("default", "dl_anna"));

        await a.Get<Assistant.Privacy.IPersonEraser>().EraseAsync(new("default", "dl_anna"), "officer", Token);
        b.Get<SubjectKeys>().ForgetAll();

        Assert.Empty(await b.Directory.ActivitiesAsync(conversation, 0, 10, Token));
        Assert.NotEqual(held.Id, b.Get<SubjectKeys>().ForWriting(new("default", "dl_anna")).Id);
        await AssertIntactAsync(b);
    }
}
