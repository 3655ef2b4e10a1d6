using Assistant.Conversations;
using Assistant.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Connections;

/// <summary>The embedded database: one file, write-ahead log, one writer.</summary>
internal sealed class SqliteDatabase : IStoreDatabase, IDisposable
{
    // https://www.sqlite.org/rescode.html: BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
    private static readonly int[] s_unavailable = [5, 6, 8, 10, 11, 13, 14, 15, 26];
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private readonly string _file;
    private readonly string _connectionString;
    private readonly string _writersOwn;
    private readonly string _pragmas;
    private readonly SqliteCheckpoint _checkpoint;
    private readonly SqliteReaders _readers;

    public static string FileIn(DataOptions data) => Path.Combine(data.EffectiveDirectory, "assistant.db");

    public SqliteDatabase(IOptions<StorageOptions> storage, IOptions<DataOptions> data, ILogger<SqliteDatabase> logger)
    {
        Directory.CreateDirectory(data.Value.EffectiveDirectory);
        _file = FileIn(data.Value);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = 5, Pooling = true }.ToString();
        // Nobody else is ever handed the writer's connection, in whatever state it was left.
        _writersOwn = new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString();
        // Per connection: synchronous is not kept in the file.
        _pragmas = $"PRAGMA journal_mode=WAL; PRAGMA synchronous={storage.Value.Synchronous}; PRAGMA busy_timeout=5000; PRAGMA wal_autocheckpoint={SqliteCheckpoint.WriterPages}; PRAGMA journal_size_limit=134217728;";
        _checkpoint = new(Open, logger);
        _readers = new(Open);
    }

    public int Writers => 1;

    public string IsPending => SqliteDbContext.IsPending;

    public string ForUpdate => "";

    public string Description => $"SQLite {_file}";

    public string Remedy => "Check Data:Directory, the free space and the rights of this user; a damaged file is replaced by a backup, after which `audit accept-restored` says who did.";

    public Task<ReadCommand> ReadyAsync(string sql, CancellationToken cancellationToken) => Task.FromResult(_readers.Ready(sql));

    public IWriterConnection OpenWriter() => new SqliteWriterConnection(Open(_writersOwn));

    public void Committed(int operations) => _checkpoint.Committed(operations);

    public void Dispose()
    {
        _readers.Dispose();
        _checkpoint.Dispose();
    }

    private SqliteConnection Open() => Open(_connectionString);

    private SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = _pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>It names none.</summary>
    public bool? IsCommitted(string transaction) => null;

    public bool IsUnavailable(Exception exception) => exception is SqliteException sqlite && s_unavailable.Contains(sqlite.SqliteErrorCode);

    public bool IsConflict(Exception exception) => false;

    // SQLITE_CONSTRAINT_NOTNULL.
    public bool IsNull(Exception exception) => exception is SqliteException { SqliteExtendedErrorCode: 1299 };

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (await IsCurrentAsync(cancellationToken))
            return;
        await using var alone = await MigrateAloneAsync(cancellationToken);
        if (await IsCurrentAsync(cancellationToken))
            return;
        await BreakLeftLockAsync(cancellationToken);
        await using var context = new SqliteDbContext(new DbContextOptionsBuilder<SqliteDbContext>().UseSqlite(_connectionString).Options);
        await context.Database.MigrateAsync(cancellationToken);
        SqliteConnection.ClearPool(new SqliteConnection(_connectionString));
    }

    /// <summary>Asks the file itself: building EF Core's model costs every start half a second.</summary>
    /// <exception cref="StorageUnavailableException">A newer version wrote it.</exception>
    private async Task<bool> IsCurrentAsync(CancellationToken cancellationToken)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if ((long)(await command.ExecuteScalarAsync(cancellationToken))! == 0)
            return false;
        command.CommandText = NewestMigration.Recorded;
        return NewestMigration.IsCurrent<SqliteDbContext>(await command.ExecuteScalarAsync(cancellationToken) as string, Description);
    }

    /// <summary>Commands may start beside a server. The system lets go of this file however a program ends.</summary>
    private async Task<FileStream> MigrateAloneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(_file + ".migration", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (DataFolderLock.IsTaken(e))
            {
                await Task.Delay(s_look, cancellationToken);
            }
        }
    }

    /// <summary>EF Core's own lock is a row, which outlives a program that is killed while it migrates: the next start would wait for it without end.</summary>
    private async Task BreakLeftLockAsync(CancellationToken cancellationToken)
    {
        await using var connection = Open();
        await using var command = connection.CreateCommand();
        command.CommandText = """DROP TABLE IF EXISTS "__EFMigrationsLock" """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
