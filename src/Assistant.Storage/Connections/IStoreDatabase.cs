using System.Data.Common;

namespace Assistant.Storage.Connections;

/// <summary>What the two databases differ in: everything above this speaks one dialect of SQL.</summary>
internal interface IStoreDatabase
{
    /// <summary>Connections that write at once.</summary>
    int Writers { get; }

    /// <summary>Other replicas write here too: nothing may be held in this process as the truth.</summary>
    bool IsShared { get; }

    /// <summary>An opened connection from the pool, with its settings applied.</summary>
    Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>An opened connection for a writer, kept for long.</summary>
    DbConnection OpenWriter();

    /// <summary>The store is away or full: the same call may succeed later.</summary>
    bool IsUnavailable(Exception exception);

    /// <summary>Two writers met: the same transaction succeeds when tried again.</summary>
    bool IsConflict(Exception exception);

    /// <summary>Brings the schema up to date; several processes may do so at once.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What an operator calls it, without secrets: "SQLite /var/lib/assistant/assistant.db".</summary>
    string Description { get; }
}
