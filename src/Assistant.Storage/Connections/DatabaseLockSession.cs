using Assistant.Conversations;
using Npgsql;

namespace Assistant.Storage.Connections;

/// <summary>A session of PostgreSQL, never pooled, that holds the database for one server by an advisory lock.</summary>
internal sealed class DatabaseLockSession : IAsyncDisposable, IDisposable
{
    private const long Key = 0x4173_7369_7374_6C6B;

    // As PostgreSQL shows a key of 64 bits.
    private static readonly string s_ofLock = FormattableString.Invariant(
        $"l.locktype = 'advisory' AND l.classid = {Key >> 32} AND l.objid = {Key & uint.MaxValue} AND l.objsubid = 1 AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    private readonly NpgsqlConnection _connection;

    private DatabaseLockSession(NpgsqlConnection connection, int backend) => (_connection, Backend) = (connection, backend);

    /// <summary>The process of the database server that serves it: asked for, as a pooler tells a number of its own.</summary>
    public int Backend { get; }

    /// <returns>Null when another one has the lock.</returns>
    /// <exception cref="StorageUnavailableException">A pooler gives each statement to another session: no lock lasts.</exception>
    public static async Task<DatabaseLockSession?> TakeAsync(StorageOptions storage, DatabaseShare share, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(storage, cancellationToken);
        try
        {
            var session = new DatabaseLockSession(connection, await BackendAsync(connection, cancellationToken));
            // Before the lock is taken, which would stay behind in the pooler.
            await using (var other = await OpenAsync(storage, cancellationToken))
                if (await BackendAsync(other, cancellationToken) == session.Backend)
                    throw new StorageUnavailableException(NotKept(storage));
            // The server finds out within half a minute that this machine is gone, not after two hours.
            await using var command = new NpgsqlCommand(
                $"SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4; SELECT pg_try_advisory_lock{(share == DatabaseShare.Replicas ? "_shared" : "")}({Key})", connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                return null;
            if (!await session.IsHeldAsync(cancellationToken))
                throw new StorageUnavailableException(NotKept(storage));
            connection = null;
            return session;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    /// <summary>Whether it is still the same session and has the lock.</summary>
    public async Task<bool> IsHeldAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT pg_backend_pid() = {Backend} AND EXISTS (SELECT 1 FROM pg_locks l WHERE {s_ofLock} AND l.pid = pg_backend_pid())", _connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Whether somebody else has a lock that keeps this one from being taken. The session that was lost is ended, should the server not have noticed yet.</summary>
    /// <param name="lost">Its <see cref="Backend"/>.</param>
    public static async Task<bool> IsAnothersAsync(StorageOptions storage, DatabaseShare share, int lost, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(storage, cancellationToken);
        await using var command = new NpgsqlCommand(
            $"SELECT l.pid <> {lost}, CASE l.pid WHEN {lost} THEN pg_terminate_backend(l.pid) END FROM pg_locks l WHERE {s_ofLock}{(share == DatabaseShare.Replicas ? " AND l.mode = 'ExclusiveLock'" : "")}", connection);
        await using var holders = await command.ExecuteReaderAsync(cancellationToken);
        var isAnothers = false;
        while (await holders.ReadAsync(cancellationToken))
            isAnothers |= holders.GetBoolean(0);
        return isAnothers;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    public void Dispose() => _connection.Dispose();

    private static async Task<int> BackendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<NpgsqlConnection> OpenAsync(StorageOptions storage, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(storage.ConnectionString) { ApplicationName = "assistant lock", Pooling = false, Timeout = 5, CommandTimeout = 5, MaxAutoPrepare = 0 }.ToString());
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

    private static string NotKept(StorageOptions storage) =>
        $"What is asked for as the database {storage.Database} is a connection pooler that does not keep sessions, so it cannot be held for this server. Let the pooler keep them (PgBouncer: pool_mode=session), or name the database server itself in Storage:ConnectionString.";
}
