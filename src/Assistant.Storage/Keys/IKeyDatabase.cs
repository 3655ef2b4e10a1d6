using System.Data.Common;

namespace Assistant.Storage.Keys;

/// <summary>Where the keys lie: a database apart from the log's.</summary>
internal interface IKeyDatabase
{
    /// <summary>There is a key store already: it has a name, not only a file or tables. Makes nothing.</summary>
    /// <exception cref="KeyStoreException">There is something else in its place.</exception>
    bool Exists();

    /// <summary>Opened.</summary>
    DbConnection Open();

    /// <summary>Makes the tables when they are not there; several processes may do so at once.</summary>
    void Prepare();

    /// <summary>What was deleted must not be found in the database's files again.</summary>
    /// <param name="keys">Keys were, and not only what is noted beside them.</param>
    /// <returns>False while somebody reads what was there before: to be tried again.</returns>
    /// <exception cref="DbException">It could not be done now.</exception>
    bool Shred(bool keys);

    /// <summary>Of the processes that share the keys one erases at a time: held until it is disposed of, or its process ends.</summary>
    /// <returns>Null while another process does.</returns>
    IDisposable? TryHoldErasures();

    /// <summary>Appended to a SELECT: nobody changes what it read before this transaction ends. Empty where one writes at a time anyway.</summary>
    string ForShare { get; }

    /// <summary>It is a part of the log's own database: one backup holds both, and an old one would bring erased persons back.</summary>
    bool IsWithTheLog { get; }

    string Description { get; }
}
