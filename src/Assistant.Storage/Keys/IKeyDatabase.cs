using System.Data.Common;

namespace Assistant.Storage.Keys;

/// <summary>Where the keys lie: a database apart from the log's.</summary>
internal interface IKeyDatabase
{
    /// <summary>There are keys already.</summary>
    bool Exists();

    /// <summary>Opened.</summary>
    DbConnection Open();

    /// <summary>Makes the tables when they are not there; several processes may do so at once.</summary>
    void Prepare();

    /// <summary>What was deleted must not be found in the files again.</summary>
    void Shred();

    /// <summary>Appended to a SELECT: nobody changes what it read before this transaction ends. Empty where one writes at a time anyway.</summary>
    string ForShare { get; }

    /// <summary>It is a part of the log's own database: one backup holds both, and an old one would bring erased persons back.</summary>
    bool IsWithTheLog { get; }

    string Description { get; }
}
