namespace Assistant.Storage.Connections;

/// <summary>What the two databases differ in: everything above this speaks one dialect of SQL.</summary>
internal interface IStoreDatabase
{
    /// <summary>Connections that write at once.</summary>
    int Writers { get; }

    /// <summary>The condition of an inbox row that still waits, in the words of the index of these rows: with a parameter in it the whole table would be read, every second.</summary>
    string IsPending { get; }

    /// <summary>The end of a SELECT whose rows nobody else may change until the transaction ends.</summary>
    string ForUpdate { get; }

    /// <summary>A statement that reads, without its parameters.</summary>
    Task<ReadCommand> ReadyAsync(string sql, CancellationToken cancellationToken);

    /// <summary>An opened connection for a writer, kept for long.</summary>
    IWriterConnection OpenWriter();

    /// <summary>A writer has committed.</summary>
    void Committed(int operations);

    /// <summary>Whether a transaction was committed whose answer never came. Waits some seconds for its end.</summary>
    /// <param name="transaction">As <see cref="IWriterConnection.Transaction"/> names it.</param>
    /// <returns>Null when nobody can say.</returns>
    bool? IsCommitted(string transaction);

    /// <summary>The store is away or full: the same call may succeed later.</summary>
    bool IsUnavailable(Exception exception);

    /// <summary>Two writers met: the same transaction succeeds when tried again.</summary>
    bool IsConflict(Exception exception);

    /// <summary>A column that takes no null was given one: <see cref="Erasure.DestroyedKeys.Unless"/> alone does that.</summary>
    bool IsNull(Exception exception);

    /// <summary>Brings the schema up to date; several processes may do so at once.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What an operator calls it, without secrets: "SQLite /var/lib/assistant/assistant.db".</summary>
    string Description { get; }

    /// <summary>What an operator does when it cannot be opened: a sentence.</summary>
    string Remedy { get; }
}
