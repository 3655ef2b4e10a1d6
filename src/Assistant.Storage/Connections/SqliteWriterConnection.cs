using System.Data.Common;
using Assistant.Storage.Writing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assistant.Storage.Connections;

/// <summary>The database is in this process: each statement runs at once.</summary>
internal sealed class SqliteWriterConnection(SqliteConnection connection) : IWriterConnection
{
    private readonly Dictionary<Statement, SqliteCommand> _commands = [];
    private readonly SqliteCommand _begin = Prepare(connection, "BEGIN IMMEDIATE"), _commit = Prepare(connection, "COMMIT"), _rollback = Prepare(connection, "ROLLBACK");

    public bool IsRemote => false;

    public string? Transaction => null;

    public void Begin() => _begin.ExecuteNonQuery();

    public void Post(Statement statement, ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteNonQuery();

    public int Execute(Statement statement, ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteNonQuery();

    public DbDataReader Query(Statement statement, ReadOnlySpan<object?> values) => Ready(statement, values).ExecuteReader();

    public object[]?[] Ask(IReadOnlyList<Question> questions) => [.. questions.Select(question =>
    {
        using var rows = Query(question.Statement, question.Values);
        return rows.FirstRow();
    })];

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>Some failures, as a full disk, have rolled the transaction back already.</summary>
    public void Rollback()
    {
        if (IsInTransaction)
            _rollback.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values.Concat([_begin, _commit, _rollback]))
            command.Dispose();
        connection.Dispose();
    }

    private bool IsInTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    private SqliteCommand Ready(Statement statement, ReadOnlySpan<object?> values)
    {
        if (!IsInTransaction)
            throw new InvalidOperationException("The transaction is over: a statement of it failed.");
        if (!_commands.TryGetValue(statement, out var command))
            _commands[statement] = command = Prepare(statement);
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private SqliteCommand Prepare(Statement statement)
    {
        var command = Prepare(connection, statement.Sql);
        foreach (var (name, type) in statement.Parameters)
            command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name, DbType = type });
        return command;
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Prepare();
        return command;
    }
}
