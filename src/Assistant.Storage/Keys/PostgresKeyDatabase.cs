using System.Data.Common;
using Assistant.Storage.Connections;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assistant.Storage.Keys;

/// <summary>Keys that replicas share, in a schema of their own; best in a database of their own, whose backups are not the log's.</summary>
internal sealed class PostgresKeyDatabase : IKeyDatabase, IDisposable
{
    private const string Schema = "assistant_keys";
    private const long PrepareLock = 0x4173_7369_6B65_7973;
    private const long ErasureLock = PrepareLock + 1;
    private readonly NpgsqlDataSource _source;

    public PostgresKeyDatabase(IOptions<PrivacyOptions> privacy, IOptions<StorageOptions> storage)
    {
        var configured = privacy.Value.KeyConnectionString;
        var builder = new NpgsqlConnectionStringBuilder(configured is { Length: > 0 } ? configured : storage.Value.ConnectionString) { ApplicationName = "assistant keys", SearchPath = Schema, Timeout = 5, MaxPoolSize = 8, TcpKeepAlive = true, TcpKeepAliveTime = PostgresDatabase.KeepAliveSeconds, TcpKeepAliveInterval = PostgresDatabase.KeepAliveSeconds };
        var log = new NpgsqlConnectionStringBuilder(storage.Value.ConnectionString);
        IsWithTheLog = (builder.Host, builder.Port, builder.Database) == (log.Host, log.Port, log.Database);
        _source = new NpgsqlDataSourceBuilder(builder.ToString()).Build();
        Description = $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database}, schema {Schema}";
    }

    public string ForShare => " FOR SHARE";

    public bool IsWithTheLog { get; }

    public string Description { get; }

    public bool Exists()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT to_regclass('{Schema}.settings') IS NOT NULL";
        if (!(bool)command.ExecuteScalar()!)
            return false;
        command.CommandText = $"SELECT EXISTS (SELECT 1 FROM settings WHERE name = '{OpenedKeys.StoreName}')";
        return (bool)command.ExecuteScalar()!;
    }

    public DbConnection Open() => _source.OpenConnection();

    /// <summary>The lock ends with the transaction, not before it: replicas that start together see what the first one made, and one that fails holds up nobody.</summary>
    public void Prepare()
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"SELECT pg_advisory_xact_lock({PrepareLock}); CREATE SCHEMA IF NOT EXISTS {Schema}; {KeySchema.Create("BYTEA")}";
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>
    /// The tables' files are written anew without what was deleted: a plain vacuum leaves its bytes in their pages. What the server has written before that (its write-ahead log, its archive) is beyond it.
    /// Nobody reads the table meanwhile. That of the keys has a row for each person and conversation: a million take some seconds.
    /// </summary>
    public bool Shred(bool keys)
    {
        using var connection = Open();
        Execute(connection, "SET lock_timeout = '2s'");
        try
        {
            Execute(connection, keys ? "VACUUM FULL subject_keys, erasures, settings" : "VACUUM FULL erasures, settings");
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return false;
        }
        finally
        {
            Execute(connection, "RESET lock_timeout");
        }
    }

    public IDisposable? TryHoldErasures()
    {
        var connection = _source.OpenConnection();
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT pg_try_advisory_lock({ErasureLock})";
            if ((bool)command.ExecuteScalar()!)
                return new Held(connection);
        }
        catch (DbException)
        {
            connection.Dispose();
            throw;
        }
        connection.Dispose();
        return null;
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        // However long a table is: given up halfway it would be begun again.
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    /// <summary>A lock of the session: it ends with the connection, also when the process does.</summary>
    private sealed class Held(DbConnection connection) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                Execute(connection, $"SELECT pg_advisory_unlock({ErasureLock})");
            }
            catch (DbException)
            {
                // Whoever lost the connection has lost the lock with it.
            }
            connection.Dispose();
        }
    }

    public void Dispose() => _source.Dispose();
}
