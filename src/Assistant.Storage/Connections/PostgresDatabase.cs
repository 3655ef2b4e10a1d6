using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Assistant.Storage.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assistant.Storage.Connections;

/// <summary>The production database, shared by all replicas.</summary>
internal sealed class PostgresDatabase : IStoreDatabase, IAsyncDisposable
{
    private const long MigrationLock = 0x4173_7369_7374_616E;
    private const string HasHistory = """SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL""";
    /// <summary>A server that has died without a word is noticed also where a statement may take as long as it likes.</summary>
    internal const int KeepAliveSeconds = 30;

    private const int MigrationSeconds = 24 * 60 * 60;
    private static readonly TimeSpan s_statusWithin = TimeSpan.FromSeconds(5), s_statusAgain = TimeSpan.FromMilliseconds(50);
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(IOptions<StorageOptions> options)
    {
        Writers = options.Value.Writers;
        var builder = new NpgsqlConnectionStringBuilder(options.Value.ConnectionString) { ApplicationName = "assistant", TcpKeepAlive = true, TcpKeepAliveTime = KeepAliveSeconds, TcpKeepAliveInterval = KeepAliveSeconds };
        if (builder.Timeout == 15)
            builder.Timeout = 5;
        // PostgreSQL takes 100 in all by default: two replicas and an operator's tools have to fit.
        if (builder.MaxPoolSize == 100)
            builder.MaxPoolSize = 40;
        // What a turn reads is always the same few statements.
        if (builder.MaxAutoPrepare == 0)
            builder.MaxAutoPrepare = 64;
        // Nothing here leaves a setting, a lock or a temporary table on a connection; being made as new costs seven statements at each use.
        builder.NoResetOnClose = true;
        _source = new NpgsqlDataSourceBuilder(builder.ToString()).Build();
        Description = $"PostgreSQL {builder.Host}:{builder.Port}/{builder.Database}";
    }

    /// <summary>Whether a store was ever made there. Makes nothing; true where the database cannot be asked.</summary>
    public static async Task<bool> IsThereAsync(StorageOptions storage, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(storage.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(HasHistory, connection);
            return await command.ExecuteScalarAsync(cancellationToken) is true;
        }
        catch (Exception e) when (e is DbException or SocketException or TimeoutException or ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    public int Writers { get; }

    public string IsPending => PostgresDbContext.IsPending;

    public string ForUpdate => " FOR UPDATE";

    public string Description { get; }

    public string Remedy => "Check Storage:ConnectionString, and at the database its log, its free space and whether statement_timeout or lock_timeout is too short for tables of this size.";

    public async Task<ReadCommand> ReadyAsync(string sql, CancellationToken cancellationToken)
    {
        var connection = await _source.OpenConnectionAsync(cancellationToken);
        return new(new NpgsqlCommand(sql, connection), _ => connection.DisposeAsync());
    }

    public IWriterConnection OpenWriter() => new PostgresWriterConnection(_source.OpenConnection());

    public void Committed(int operations)
    {
    }

    public bool? IsCommitted(string transaction)
    {
        for (var asked = Stopwatch.StartNew(); asked.Elapsed < s_statusWithin; Thread.Sleep(s_statusAgain))
        {
            try
            {
                using var connection = _source.OpenConnection();
                using var command = new NpgsqlCommand("SELECT pg_xact_status($1::xid8)", connection) { Parameters = { new() { Value = transaction, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } } };
                switch (command.ExecuteScalar() as string)
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                    case null:
                        // So old that it is not kept: never what was sent just now.
                        return null;
                }
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                // It may come back, and the server may not have noticed yet that the connection is gone.
            }
            catch (PostgresException)
            {
                // A number that this server has not come to: another one has taken its place.
                return null;
            }
        }
        return null;
    }

    // 08xxx connection, 53xxx disk full or too many connections, 57xxx shutting down or a statement that was ended (statement_timeout), 58xxx the disk; and a lock that was not given in time.
    public bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException server => server.SqlState[..2] is "08" or "53" or "57" or "58" || server.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable,
        NpgsqlException or SocketException or TimeoutException => true,
        _ => false,
    };

    /// <summary>A row that another replica has just inserted is one, too: the next attempt sees it before it inserts.</summary>
    public bool IsConflict(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation };

    public bool IsNull(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.NotNullViolation };

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var holder = await _source.OpenConnectionAsync(cancellationToken);
        await using var command = holder.CreateCommand();
        // However long another replica takes, or the tables are.
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT pg_advisory_lock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancellationToken);
        try
        {
            command.CommandText = HasHistory;
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                command.CommandText = NewestMigration.Recorded;
                if (NewestMigration.IsCurrent<PostgresDbContext>(await command.ExecuteScalarAsync(cancellationToken) as string, Description))
                    return;
            }
            await using var context = new PostgresDbContext(new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(_source, npgsql => npgsql.CommandTimeout(MigrationSeconds)).Options);
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            command.CommandText = $"SELECT pg_advisory_unlock({MigrationLock})";
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
