using System.Data.Common;
using Assistant.Storage.AuditLog.Chain;

namespace Assistant.Storage.Writing;

/// <summary>A connection with the commands prepared on it and the transaction that runs. One thread.</summary>
internal sealed class StoreSession(DbConnection connection, ChainWriter chain) : IDisposable
{
    private readonly Dictionary<Statement, DbCommand> _commands = [];
    private readonly List<ChainEntry> _chained = [];
    private DbTransaction? _transaction;

    public void Begin()
    {
        _chained.Clear();
        _transaction = connection.BeginTransaction();
    }

    /// <summary>Records what this transaction does in the log's chain, at its end.</summary>
    public void Chain(ChainEntry entry) => _chained.Add(entry);

    /// <summary>Records that the last transaction appended.</summary>
    public int Chained => _chained.Count;

    public void Commit()
    {
        chain.Append(this, _chained);
        _transaction!.Commit();
        EndTransaction();
    }

    public void Rollback()
    {
        try
        {
            _transaction?.Rollback();
        }
        finally
        {
            EndTransaction();
        }
    }

    /// <summary>Rows changed.</summary>
    public int Execute(Statement statement, params ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteNonQuery();

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public long? ExecuteLong(Statement statement, params ReadOnlySpan<object?> values) =>
        Ready(statement, values).ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    public DbDataReader Query(Statement statement, params ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteReader();

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _transaction?.Dispose();
        connection.Dispose();
    }

    private DbCommand Ready(Statement statement, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(statement, out var command))
            _commands[statement] = command = statement.Prepare(connection);
        command.Transaction = _transaction;
        Statement.Fill(command, values);
        return command;
    }

    private void EndTransaction()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}
