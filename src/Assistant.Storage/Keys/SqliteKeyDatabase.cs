using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Assistant.Storage.Keys;

/// <summary>Keys in a file of their own. What is deleted is overwritten.</summary>
internal sealed class SqliteKeyDatabase(MasterKeySource source) : IKeyDatabase
{
    private readonly string _file = Path.Combine(source.Directory, "keys.db");

    public string ForShare => "";

    /// <summary>A file of its own, in a folder of its own.</summary>
    public bool IsWithTheLog => false;

    public string Description => $"SQLite {_file}";

    public bool Exists()
    {
        if (!File.Exists(_file) || new FileInfo(_file).Length == 0)
            return false;
        try
        {
            using var connection = Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'settings')";
            if ((long)command.ExecuteScalar()! == 0)
                return false;
            command.CommandText = $"SELECT EXISTS (SELECT 1 FROM settings WHERE name = '{OpenedKeys.StoreName}')";
            return (long)command.ExecuteScalar()! == 1;
        }
        catch (SqliteException e)
        {
            throw new KeyStoreException($"The key store {_file} cannot be read: {e.Message}. Put the right file back; nothing was changed.", e);
        }
    }

    public DbConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = 5, Pooling = true }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;");
        return connection;
    }

    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(source.Directory);
            if (!OperatingSystem.IsWindows() && !File.Exists(_file))
                File.SetUnixFileMode(source.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var connection = Open();
            Execute(connection, KeySchema.Create("BLOB"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new KeyStoreException($"The key store {_file} cannot be opened: {e.Message}. Set Privacy:KeyDirectory to a folder that this user may write, outside the data folder.", e);
        }
    }

    public bool Shred(bool keys)
    {
        using var connection = Open();
        // It is tried again later: nobody waits long for a reader.
        Execute(connection, "PRAGMA busy_timeout=500");
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        // Busy or not, frames in the log, frames written back.
        using var row = command.ExecuteReader();
        return row.Read() && row.GetInt32(0) == 0;
    }

    /// <summary>The data folder is locked: no other process has these keys.</summary>
    public IDisposable? TryHoldErasures() => new Held();

    private sealed class Held : IDisposable
    {
        public void Dispose()
        {
        }
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
