using Assistant.Conversations;
using Assistant.Storage.Connections;
using Assistant.Tests.Storage;

namespace Assistant.IntegrationTests.Storage;

public sealed class PostgresStoreTests(PostgresServer server) : StoreContract, IClassFixture<PostgresServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected override Task<StoreUnderTest> StartAsync()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        return StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString() }, Token);
    }

    [Fact]
    public async Task Accept_TwoReplicasOneConversation_KeepOneGaplessOrderAndNoDuplicates()
    {
        await using var a = await StartAsync();
        await using var b = await StartAsync();
        var conversation = StoreData.NewConversation();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            (i % 2 == 0 ? a : b).Inbox.AcceptAsync(StoreData.Message(conversation, $"m{i / 4}"), 1_000, Token))));
        Assert.Equal(50, receipts.Count(receipt => receipt.Outcome == InboxOutcome.Accepted));
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), (await a.Directory.ActivitiesAsync(conversation, 0, 1_000, Token)).Select(activity => activity.Watermark));
    }

    [Fact]
    public async Task Statement_ThatTheDatabaseEnds_CountsAsAway_AndSaysWhy()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        await using var store = await StoreUnderTest.StartAsync(
            new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString() + ";Options=-c statement_timeout=500" }, Token);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Get<StoreReader>().Patient.QueryAsync("SELECT pg_sleep(30)", row => row.GetValue(0), Token));

        Assert.Contains("statement timeout", failure.Message, StringComparison.Ordinal);
        Assert.Equal([1], await store.Get<StoreReader>().QueryAsync("SELECT 1", row => row.GetInt32(0), Token));
    }

    [Fact]
    public async Task Start_TwoReplicasOnAnEmptyDatabase_MigrateOnce()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        await using (var admin = new Npgsql.NpgsqlConnection(server.ConnectionString()))
        {
            await admin.OpenAsync(Token);
            await using var command = new Npgsql.NpgsqlCommand("CREATE DATABASE fresh", admin);
            await command.ExecuteNonQueryAsync(Token);
        }
        Dictionary<string, string?> settings = new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString("fresh") };
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => StoreUnderTest.StartAsync(settings, Token))));
        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }
}

/// <summary>A server of its own, as it is stopped and started.</summary>
public sealed class PostgresOutageTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Accept_WhileTheServerIsAway_IsUnavailableAndRecovers()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var token = TestContext.Current.CancellationToken;
        await using var store = await StoreUnderTest.StartAsync(new() { ["Storage:Provider"] = "postgres", ["Storage:ConnectionString"] = server.ConnectionString() }, token);
        var conversation = StoreData.NewConversation();
        await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m1"), 50, token);
        await server.StopAsync();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, token));
        await server.StartAgainAsync();
        Assert.Equal(2, (await store.Inbox.AcceptAsync(StoreData.Message(conversation, "m2"), 50, token)).Sequence);
    }
}
