using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assistant.Storage.Keys;

/// <summary>Keys that replicas share, in a schema of their own; best in a database of their own, whose backups are not the log's.</summary>
internal sealed class PostgresKeyDatabase : IKeyDatabase, IDisposable
{
    private const string Schema = "assistant_keys";
    private const long PrepareLock = 0x4173_7369_6B65_7973;
    private readonly NpgsqlDataSource _source;

    public PostgresKeyDatabase(IOptions<PrivacyOptions> privacy, IOptions<StorageOptions> storage)
    {
        var configured = privacy.Value.KeyConnectionString;
        var builder = new NpgsqlConnectionStringBuilder(configured is { Length: > 0 } ? configured : storage.Value.ConnectionString) { ApplicationName = "assistant keys", SearchPath = Schema, Timeout = 5, MaxPoolSize = 8 };
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

    /// <summary>Old versions of rows go with the next vacuum.</summary>
    public void Shred()
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM subject_keys";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _source.Dispose();
}
