using Assistant.Conversations;
using Assistant.Storage;
using Assistant.Storage.Connections;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assistant.Tests.Storage;

/// <summary>Starts on a database that another program left.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-migration-");

    [Fact]
    public async Task Migrate_AfterAProgramThatWasKilledWhileItMigrated_GoesOn()
    {
        // What EF Core leaves then.
        await ExecuteAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-01 00:00:00')""");
        using var database = Open();

        await database.MigrateAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);

        await ExecuteAsync("SELECT count(*) FROM turns");
        Assert.DoesNotContain(_folder.GetFiles(), file => file.Name.EndsWith(".migration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Migrate_OfADatabaseOfANewerVersion_IsRefused()
    {
        using (var database = Open())
            await database.MigrateAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('99990101000000_Later', '99.0.0')""");
        using var older = Open();

        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => older.MigrateAsync(TestContext.Current.CancellationToken));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_OfWhatIsNoDatabase_IsKnownAsUnavailable()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "assistant.db"), new string('x', 10_000), TestContext.Current.CancellationToken);
        using var database = Open();

        var damaged = await Assert.ThrowsAsync<SqliteException>(() => database.MigrateAsync(TestContext.Current.CancellationToken));

        Assert.True(database.IsUnavailable(damaged));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private SqliteDatabase Open() => new(Options.Create(new StorageOptions()), Options.Create(new DataOptions { Directory = _folder.FullName }), NullLogger<SqliteDatabase>.Instance);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "assistant.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
