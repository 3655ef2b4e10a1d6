using Assistant.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Connections;

/// <summary>
/// Writes the embedded database anew without the room that removed rows left: SQLite keeps that for what comes, so the file never becomes smaller by itself.
/// In one transaction: whatever interrupts it leaves the database as it was.
/// </summary>
public static class SqliteCompaction
{
    /// <returns>Bytes of the database and its write-ahead log, before and after.</returns>
    /// <exception cref="DataFolderTakenException">A server or a command uses it.</exception>
    /// <exception cref="StorageUnavailableException">There is none, too little room for what it writes meanwhile, or it cannot be read.</exception>
    public static async Task<(long Before, long After)> RunAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        var (data, storage) = (Options.Create(configuration.GetSection(DataOptions.SectionName).Get<DataOptions>() ?? new()), Options.Create(configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new()));
        var file = SqliteDatabase.FileIn(data.Value);
        if (storage.Value.IsPostgres)
            throw new StorageUnavailableException("PostgreSQL gives room back by VACUUM, which runs by itself; VACUUM FULL makes its files smaller (docs/operations.md).");
        if (!File.Exists(file))
            throw new StorageUnavailableException($"There is no database {file}.");
        using var alone = new DataFolderLock(data, storage);
        await alone.StartingAsync(cancellationToken);
        var before = SizeOf(file);
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
            connection.Open();
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            var kept = (Read(connection, "PRAGMA page_count") - Read(connection, "PRAGMA freelist_count")) * Read(connection, "PRAGMA page_size");
            if (CompactionRoom.Of(data.Value.EffectiveDirectory).Lacking(kept) is { } lacking)
                throw new StorageUnavailableException(lacking);
            Execute(connection, "VACUUM");
            Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteException e)
        {
            throw new StorageUnavailableException($"{file} could not be made smaller and is as it was: {e.Message}", e);
        }
        return (before, SizeOf(file));
    }

    private static long Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (sql, 0);
        command.ExecuteNonQuery();
    }

    private static long SizeOf(string file) => new[] { file, file + "-wal" }.Where(File.Exists).Sum(path => new FileInfo(path).Length);
}
