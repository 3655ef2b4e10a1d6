using System.Data.Common;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Connections;

/// <summary>A writer's connection with the commands prepared on it. Statements run in the order in which they are given. One thread.</summary>
internal interface IWriterConnection : IDisposable
{
    /// <summary>Each wait for an answer is a way to another process: what can be asked together should be.</summary>
    bool IsRemote { get; }

    void Begin();

    /// <summary>What <see cref="IStoreDatabase.IsCommitted"/> knows the transaction by; null before the database has named it, and where a commit that fails is none.</summary>
    string? Transaction { get; }

    /// <summary>Runs it now, or with the next statement that is waited for: its failure may come as late as <see cref="Commit"/>.</summary>
    void Post(Statement statement, ReadOnlySpan<object?> values);

    /// <returns>Rows changed.</returns>
    int Execute(Statement statement, ReadOnlySpan<object?> values);

    /// <summary>To be disposed before the next statement.</summary>
    DbDataReader Query(Statement statement, ReadOnlySpan<object?> values);

    /// <returns>The first row of each, or null.</returns>
    object[]?[] Ask(IReadOnlyList<Question> questions);

    /// <summary>Returns when it is on disk.</summary>
    void Commit();

    void Rollback();
}
