using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Storage;
using Assistant.Storage.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assistant.IntegrationTests.Storage;

/// <summary>Two servers on one database without a cluster would take each other's turns away.</summary>
public sealed class DatabaseLockTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SecondServer_OnTheSameDatabaseWithoutACluster_IsRefusedUntilTheFirstEnds()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        string[] settings = ["--Storage:Provider", "postgres", "--Storage:ConnectionString", await OwnAsync(), "--Privacy:MasterKey", Assistant.Tests.Storage.StoreUnderTest.MasterKey];
        await using (await RunningServer.StartAsync(RunningServer.Scripted, settings))
        {
            var refused = await Assert.ThrowsAsync<DataFolderTakenException>(() => RunningServer.StartAsync(RunningServer.Scripted, settings));
            Assert.Contains("Cluster:Redis", refused.Message, StringComparison.Ordinal);
        }
        await using var next = await RunningServer.StartAsync(RunningServer.Scripted, settings);
    }

    [Fact]
    public async Task Replicas_ShareTheDatabase_AndNoServerWithoutAClusterComesBetween()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var database = await OwnAsync();
        await using var one = await StartAsync(database, DatabaseShare.Replicas);
        await using var other = await StartAsync(database, DatabaseShare.Replicas);

        await Assert.ThrowsAsync<DataFolderTakenException>(() => StartAsync(database, DatabaseShare.Sole));
    }

    [Fact]
    public async Task SessionThatBreaks_IsTakenAgain()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var database = await OwnAsync();
        await using var held = await StartAsync(database, DatabaseShare.Sole);
        var before = held.Lock.Backend;
        await ExecuteAsync(database, $"SELECT pg_terminate_backend({before})");

        await Eventually.HoldsAsync(() => held.Lock.Backend != before);
        Assert.False(held.Lifetime.IsStopped);
        await Assert.ThrowsAsync<DataFolderTakenException>(() => StartAsync(database, DatabaseShare.Sole));
    }

    [Fact]
    public async Task SessionThatBreaks_WhileAnotherServerTakesTheDatabase_EndsTheProgram()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var database = await OwnAsync();
        var code = Environment.ExitCode;
        await using var held = await StartAsync(database, DatabaseShare.Sole);
        await ExecuteAsync(database, $"SELECT pg_terminate_backend({held.Lock.Backend})");
        await using var thief = await StartAsync(database, DatabaseShare.Sole);

        await Eventually.HoldsAsync(() => held.Lifetime.IsStopped);
        Environment.ExitCode = code;
        Assert.False(thief.Lifetime.IsStopped);
    }

    private async Task<string> OwnAsync() => server.ConnectionString(await server.CreateDatabaseAsync(Token));

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static async Task<Held> StartAsync(string database, DatabaseShare share)
    {
        var lifetime = new Lifetime();
        var held = new Held(new DatabaseLock(Options.Create(new StorageOptions { Provider = "postgres", ConnectionString = database }), share, lifetime, TimeProvider.System, NullLogger<DatabaseLock>.Instance), lifetime);
        await held.Lock.StartingAsync(Token);
        await held.Lock.StartAsync(Token);
        return held;
    }

    private sealed record Held(DatabaseLock Lock, Lifetime Lifetime) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Lock.StopAsync(CancellationToken.None);
            await Lock.StoppedAsync(CancellationToken.None);
            Lock.Dispose();
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public bool IsStopped { get; private set; }

        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication() => IsStopped = true;
    }
}
