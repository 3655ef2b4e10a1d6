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

    string Description { get; }
}
