using System.Data.Common;

namespace Assistant.Storage.Writing;

/// <summary>A connection with the commands prepared on it and the transaction that runs. One thread.</summary>
internal sealed class StoreSession(DbConnection connection) : IDisposable
{
    private readonly Dictionary<Statement, DbCommand> _commands = [];
    private DbTransaction? _transaction;

    public void Begin() => _transaction = connection.BeginTransaction();

    public void Commit()
    {
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
