using Assistant.Storage;
using Assistant.Storage.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Storage;

/// <summary>The embedded database of an installation that has just been made, migrated once in this process: a start on a copy of it finds nothing to do.</summary>
internal static class StoreTemplate
{
    private static readonly Lazy<byte[]> s_migrated = new(Migrated);

    /// <summary>Lays it into a data folder that has none.</summary>
    public static void PutInto(string folder)
    {
        var file = SqliteDatabase.FileIn(new DataOptions { Directory = folder });
        if (File.Exists(file))
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(file, s_migrated.Value);
    }

    private static byte[] Migrated()
    {
        var folder = Directory.CreateTempSubdirectory("assistant-template-");
        try
        {
            var data = new DataOptions { Directory = folder.FullName };
            using (var database = new SqliteDatabase(Options.Create(new StorageOptions()), Options.Create(data), NullLogger<SqliteDatabase>.Instance))
                database.MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
            using var connection = new SqliteConnection($"Data Source={SqliteDatabase.FileIn(data)};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            // What lies beside the file goes into it.
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
            return File.ReadAllBytes(SqliteDatabase.FileIn(data));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
