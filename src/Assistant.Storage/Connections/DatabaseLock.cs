using Assistant.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assistant.Storage.Connections;

/// <summary>
/// Holds a PostgreSQL database for one server, as two that know nothing of each other would take each other's turns away; replicas, which do, share it. An advisory lock of a session that is never pooled,
/// so that it goes with the program however that ends. When the session breaks the lock is taken again; when somebody else has it by then, this program ends.
/// </summary>
/// <param name="share">How it is held.</param>
internal sealed partial class DatabaseLock(IOptions<StorageOptions> storage, DatabaseShare share, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DatabaseLock> logger) : BackgroundService, IHostedLifecycleService
{
    private const long Key = 0x4173_7369_7374_6C6B;

    // As PostgreSQL shows a key of 64 bits.
    private static readonly string s_ofLock = FormattableString.Invariant($"l.locktype = 'advisory' AND l.classid = {Key >> 32} AND l.objid = {Key & uint.MaxValue} AND l.objsubid = 1 AND l.granted");

    // The session of a program that was just killed takes a moment to end.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5), s_again = TimeSpan.FromMilliseconds(250), s_look = TimeSpan.FromSeconds(2);
    private NpgsqlConnection? _held;

    /// <summary>The process of the server that serves the session.</summary>
    internal int Backend { get; private set; }

    /// <exception cref="DataFolderTakenException">Another server has the database.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!storage.Value.IsPostgres)
            return;
        try
        {
            for (var began = time.GetTimestamp(); !await TryTakeAsync(cancellationToken); await Task.Delay(s_again, time, cancellationToken))
                if (time.GetElapsedTime(began) > s_patience)
                    throw new DataFolderTakenException(Taken());
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new StorageUnavailableException($"The database cannot be reached: {e.Message}. Check Storage:ConnectionString.", e);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await LetGoAsync();

    public override void Dispose()
    {
        _held?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (_held is not null)
            {
                await Task.Delay(s_look, time, stoppingToken);
                if (await HoldsAsync(stoppingToken) || await TakeAgainAsync(stoppingToken))
                    continue;
                Log.Taken(logger, Taken());
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", _held);
            await command.ExecuteScalarAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            Log.Lost(logger, e.GetType().Name);
            return false;
        }
    }

    /// <summary>False when another program has it. While the server is away nobody has: nothing is written either.</summary>
    private async Task<bool> TakeAgainAsync(CancellationToken cancellationToken)
    {
        await _held!.DisposeAsync();
        for (var lost = Backend; ; await Task.Delay(s_again, time, cancellationToken))
        {
            try
            {
                if (await TryTakeAsync(cancellationToken))
                {
                    Log.Again(logger);
                    return true;
                }
                if (!await EndLostAsync(lost, cancellationToken))
                    return false;
            }
            catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
            {
                Log.Away(logger, e.GetType().Name);
            }
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        try
        {
            // The server finds out within half a minute that this machine is gone, not after two hours.
            await using var command = new NpgsqlCommand(
                $"SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4; SELECT pg_try_advisory_lock{(share == DatabaseShare.Replicas ? "_shared" : "")}({Key})", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                return false;
            (_held, Backend, connection) = (connection, connection.ProcessID, null);
            return true;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Ends the session that was lost, should the server not have noticed yet. False when it is not that one which has the lock.</summary>
    private async Task<bool> EndLostAsync(int backend, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE {s_ofLock} AND l.pid = {backend} AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.Value.ConnectionString) { ApplicationName = "assistant lock", Pooling = false, Timeout = 5, CommandTimeout = 5, MaxAutoPrepare = 0 }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
            await held.DisposeAsync();
    }

    private string Taken()
    {
        var database = new NpgsqlConnectionStringBuilder(storage.Value.ConnectionString);
        return $"Another server uses the database {database.Database} at {database.Host}:{database.Port}{(share == DatabaseShare.Replicas ? " without Cluster:Redis" : "")}. Stop it; or, for several replicas, give each of them the same Cluster:Redis.";
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The session that holds the database for this server broke ({Error}); it is taken again")]
        public static partial void Lost(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The database is held for this server again")]
        public static partial void Again(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "The database cannot be asked for its lock ({Error}); it is tried again")]
        public static partial void Away(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Critical, Message = "This server ends: {Reason}")]
        public static partial void Taken(ILogger logger, string reason);
    }
}

/// <summary>Who may use a database at once.</summary>
public enum DatabaseShare
{
    /// <summary>One program that runs turns.</summary>
    Sole,

    /// <summary>Several that know of each other.</summary>
    Replicas,
}
