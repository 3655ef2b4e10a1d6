using System.Data.Common;
using Assistant.Storage.Writing;
using Microsoft.Data.Sqlite;

namespace Assistant.Storage.Connections;

/// <summary>The database is in this process: each statement runs at once.</summary>
internal sealed class SqliteWriterConnection(SqliteConnection connection) : IWriterConnection
{
    private readonly Dictionary<Statement, SqliteCommand> _commands = [];
    private SqliteTransaction? _transaction;

    public bool IsRemote => false;

    public string? Transaction => null;

    public void Begin() => _transaction = connection.BeginTransaction();

    public void Post(Statement statement, ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteNonQuery();

    public int Execute(Statement statement, ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteNonQuery();

    public DbDataReader Query(Statement statement, ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteReader();

    public object[]?[] Ask(IReadOnlyList<Question> questions) => [.. questions.Select(question =>
    {
        using var rows = Query(question.Statement, question.Values);
        return rows.FirstRow();
    })];

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

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
        _transaction?.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Ready(Statement statement, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(statement, out var command))
            _commands[statement] = command = Prepare(statement);
        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(Statement statement)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement.Sql;
        foreach (var (name, type) in statement.Parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name, DbType = type });
        command.Prepare();
        return command;
    }

    private void EndTransaction()
    {
        _transaction?.Dispose();
        _transaction = null;
    }
}
