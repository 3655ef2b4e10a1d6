using System.Data.Common;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;

namespace Assistant.IntegrationTests.Storage;

internal enum Breaking
{
    Never,
    Before,
    Behind,
}

/// <summary>A database whose connection breaks at the next commit, before it or when it is done.</summary>
internal sealed class BreakingDatabase(IStoreDatabase inner) : IStoreDatabase
{
    public Breaking Breaks { get; set; }

    /// <summary>It cannot say what became of a commit.</summary>
    public bool IsMute { get; init; }

    public int Writers => 1;

    public string IsPending => inner.IsPending;

    public string ForUpdate => inner.ForUpdate;

    public string Remedy => inner.Remedy;

    public string Description => inner.Description;

    public Task<ReadCommand> ReadyAsync(string sql, CancellationToken cancellationToken) => inner.ReadyAsync(sql, cancellationToken);

    public IWriterConnection OpenWriter() => new Connection(this, inner.OpenWriter());

    public void Committed(int operations) => inner.Committed(operations);

    public bool? IsCommitted(string transaction) => IsMute ? null : inner.IsCommitted(transaction);

    public bool IsUnavailable(Exception exception) => inner.IsUnavailable(exception);

    public bool IsConflict(Exception exception) => inner.IsConflict(exception);

    public bool IsNull(Exception exception) => inner.IsNull(exception);

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    private sealed class Connection(BreakingDatabase database, IWriterConnection inner) : IWriterConnection
    {
        public bool IsRemote => inner.IsRemote;

        public string? Transaction => inner.Transaction;

        public void Begin() => inner.Begin();

        public void Post(Statement statement, ReadOnlySpan<object?> values) => inner.Post(statement, values);

        public int Execute(Statement statement, ReadOnlySpan<object?> values) => inner.Execute(statement, values);

        public DbDataReader Query(Statement statement, ReadOnlySpan<object?> values) => inner.Query(statement, values);

        public object[]?[] Ask(IReadOnlyList<Question> questions) => inner.Ask(questions);

        public void Commit()
        {
            var breaks = database.Breaks;
            database.Breaks = Breaking.Never;
            if (breaks != Breaking.Before)
                inner.Commit();
            if (breaks == Breaking.Never)
                return;
            inner.Dispose();
            throw new Npgsql.NpgsqlException("The connection is broken.");
        }

        public void Rollback() => inner.Rollback();

        public void Dispose() => inner.Dispose();
    }
}
