using Assistant.Storage.Connections;
using Npgsql;

namespace Assistant.Storage;

/// <summary>Where the inbox, the log and the attachments are kept.</summary>
public sealed class StorageOptions
{
    public const string SectionName = "Storage";

    /// <summary>"sqlite" (embedded, a file under Data:Directory) or "postgres".</summary>
    public string Provider { get; set; } = "sqlite";

    /// <summary>Npgsql connection string; needed for postgres, refused for sqlite, which would leave it unused. Secrets come from the environment: ASSISTANT_Storage__ConnectionString.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>SQLite's synchronous: FULL loses nothing that was acknowledged, even when the power fails; NORMAL may lose the last moments.</summary>
    public string Synchronous { get; set; } = "FULL";

    /// <summary>Connections that write to PostgreSQL at once; conversations are spread over them. More than one help only where many tenants write: the records of one tenant's chain follow one another. SQLite has one writer.</summary>
    public int Writers { get; set; } = 1;

    /// <summary>Operations that one transaction holds at most.</summary>
    public int GroupSize { get; set; } = 256;

    internal bool IsPostgres => Provider.Equals("postgres", StringComparison.OrdinalIgnoreCase);

    /// <summary>A database server's database, as an operator knows it: no secrets. Empty where the connection string cannot be read.</summary>
    internal string Database
    {
        get
        {
            if (!ConnectionStrings.IsPostgres(ConnectionString))
                return "";
            var named = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"{named.Database} at {named.Host}:{named.Port}";
        }
    }

    internal bool IsValid() =>
        (IsPostgres ? ConnectionString is { Length: > 0 } : Provider.Equals("sqlite", StringComparison.OrdinalIgnoreCase) && string.IsNullOrEmpty(ConnectionString))
        && Synchronous.ToUpperInvariant() is "FULL" or "NORMAL" or "EXTRA" && Writers is > 0 and <= 64 && GroupSize is > 0 and <= 10_000;
}
