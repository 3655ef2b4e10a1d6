using Assistant.Conversations;
using Assistant.IntegrationTests.Processes;
using Assistant.IntegrationTests.Server;
using Assistant.Storage;
using Assistant.Storage.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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

    /// <summary>A session that ended by itself between the try and the look leaves nobody: that is no reason to end.</summary>
    [Fact]
    public async Task LockThatNobodyHas_OrTheLostSession_IsNobodyElses()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var storage = Of(await OwnAsync());
        Assert.False(await DatabaseLockSession.IsAnothersAsync(storage, DatabaseShare.Sole, lost: 1, Token));
        await using var held = Assert.IsType<DatabaseLockSession>(await DatabaseLockSession.TakeAsync(storage, DatabaseShare.Sole, Token));
        Assert.True(await DatabaseLockSession.IsAnothersAsync(storage, DatabaseShare.Sole, lost: 1, Token));
        Assert.True(await held.IsHeldAsync(Token));

        Assert.False(await DatabaseLockSession.IsAnothersAsync(storage, DatabaseShare.Sole, held.Backend, Token));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => held.IsHeldAsync(Token));
    }

    [Fact]
    public async Task LockThatReplicasShare_KeepsNoReplicaOut()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var storage = Of(await OwnAsync());
        await using var held = await DatabaseLockSession.TakeAsync(storage, DatabaseShare.Replicas, Token);

        Assert.False(await DatabaseLockSession.IsAnothersAsync(storage, DatabaseShare.Replicas, lost: 1, Token));
        Assert.True(await DatabaseLockSession.IsAnothersAsync(storage, DatabaseShare.Sole, lost: 1, Token));
    }

    [Fact]
    public async Task PoolerThatKeepsNoSessions_IsRefused_AndLeavesNoLockBehind()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        var own = new NpgsqlConnectionStringBuilder(await OwnAsync());
        await using var pooler = await TransactionPooler.StartAsync(own.Port, own.Username!, own.Database!, Token);
        var pooled = new NpgsqlConnectionStringBuilder(own.ToString()) { Port = pooler.Port }.ToString();

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => StartAsync(pooled, DatabaseShare.Sole));

        Assert.Contains("pool_mode=session", refused.Message, StringComparison.Ordinal);
        await using var direct = await StartAsync(own.ToString(), DatabaseShare.Sole);
    }

    [Fact]
    public async Task Outage_IsToldOnce_AndItsEnd()
    {
        Assert.SkipUnless(server.Missing is null, server.Missing ?? "");
        await using var stopped = new PostgresServer();
        await stopped.InitializeAsync();
        var log = new HeardLog();
        await using var held = await StartAsync(stopped.ConnectionString(), DatabaseShare.Sole, log);
        var before = held.Lock.Backend;
        await stopped.StopAsync();
        await Eventually.HoldsAsync(() => log.Lines.Count == 2);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        await stopped.StartAgainAsync();

        await Eventually.HoldsAsync(() => held.Lock.Backend != before);
        await Eventually.HoldsAsync(() => log.Lines.Count == 3);
        Assert.False(held.Lifetime.IsStopped);
    }

    private async Task<string> OwnAsync() => server.ConnectionString(await server.CreateDatabaseAsync(Token));

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Token);
    }

    private static StorageOptions Of(string database) => new() { Provider = "postgres", ConnectionString = database };

    private static async Task<Held> StartAsync(string database, DatabaseShare share, HeardLog? log = null)
    {
        var lifetime = new Lifetime();
        var held = new Held(new DatabaseLock(Options.Create(Of(database)), share, lifetime, TimeProvider.System, new LoggerFactory([log ?? new()]).CreateLogger<DatabaseLock>()), lifetime);
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
