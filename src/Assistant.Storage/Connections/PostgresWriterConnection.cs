using System.Data.Common;
using System.Text.RegularExpressions;
using Assistant.Storage.Writing;
using Npgsql;

namespace Assistant.Storage.Connections;

/// <summary>
/// Gathers statements and sends them together with the one whose answer is waited for: BEGIN goes with a transaction's first question, COMMIT with its last statements.
/// A statement that fails has the server pass over all that was sent after it, COMMIT among them. COMMIT never goes before the server has named the transaction: should its answer be lost, the name tells what became of it.
/// </summary>
internal sealed partial class PostgresWriterConnection : IWriterConnection
{
    /// <summary>Statements that are gathered at most, so that neither side has to hold much.</summary>
    private const int MostGathered = 512;

    /// <summary>BEGIN, and the question for its name.</summary>
    private const int CommandsOfBegin = 2;

    private static readonly Statement s_begin = new("BEGIN"), s_name = new("SELECT pg_current_xact_id()::text"), s_commit = new("COMMIT"), s_rollback = new("ROLLBACK");
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _batch;
    private readonly Dictionary<Statement, Commands> _commands = [];
    private readonly List<Commands> _used = [];
    private bool _wasSent, _isOpen, _hasFailed;

    public PostgresWriterConnection(NpgsqlConnection connection) => (_connection, _batch) = (connection, new NpgsqlBatch(connection));

    public bool IsRemote => true;

    public string? Transaction { get; private set; }

    public void Begin()
    {
        Gather(s_begin, []);
        Gather(s_name, []);
        (_isOpen, _hasFailed, Transaction) = (false, false, null);
    }

    public void Post(Statement statement, ReadOnlySpan<object?> values)
    {
        if (statement.HasRows)
            throw new InvalidOperationException("Nobody would read the rows of this statement.");
        Gather(statement, values);
        if (_batch.BatchCommands.Count >= MostGathered)
            Send().Dispose();
    }

    public int Execute(Statement statement, ReadOnlySpan<object?> values)
    {
        var command = Gather(statement, values);
        Send().Dispose();
        return command.RecordsAffected;
    }

    public DbDataReader Query(Statement statement, ReadOnlySpan<object?> values)
    {
        Gather(statement, values);
        // What was gathered before has no rows, but for the transaction's name, which is read: the reader stands at this statement's.
        return Send();
    }

    public object[]?[] Ask(IReadOnlyList<Question> questions)
    {
        foreach (var question in questions)
            Gather(question.Statement, question.Values);
        var answers = new object[]?[questions.Count];
        using var rows = Send();
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = rows.FirstRow();
            rows.NextResult();
        }
        return answers;
    }

    public void Commit()
    {
        // Of a transaction that has failed PostgreSQL makes a rollback, without complaint.
        if (_hasFailed)
            throw new InvalidOperationException("The transaction has failed.");
        if (!_isOpen && _batch.BatchCommands.Count == CommandsOfBegin)
        {
            Clear();
            return;
        }
        if (!_isOpen)
            Send().Dispose();
        Gather(s_commit, []);
        Send().Dispose();
        _isOpen = false;
    }

    public void Rollback()
    {
        Clear();
        if (!_isOpen)
            return;
        _isOpen = false;
        Gather(s_rollback, []);
        Send().Dispose();
    }

    public void Dispose()
    {
        _batch.Dispose();
        _connection.Dispose();
    }

    private NpgsqlBatchCommand Gather(Statement statement, ReadOnlySpan<object?> values)
    {
        if (_wasSent)
            Clear();
        if (!_commands.TryGetValue(statement, out var commands))
            _commands[statement] = commands = new(statement);
        if (commands.Used == 0)
            _used.Add(commands);
        var command = commands.Next();
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        _batch.BatchCommands.Add(command);
        return command;
    }

    private NpgsqlDataReader Send()
    {
        (_wasSent, _isOpen) = (true, true);
        NpgsqlDataReader? rows = null;
        try
        {
            rows = _batch.ExecuteReader();
            if (Transaction is not null)
                return rows;
            rows.Read();
            Transaction = rows.GetString(0);
            // On to what was asked for; what failed on the way there throws.
            rows.NextResult();
            return rows;
        }
        catch
        {
            _hasFailed = true;
            rows?.Dispose();
            throw;
        }
    }

    private void Clear()
    {
        _batch.BatchCommands.Clear();
        foreach (var commands in _used)
            commands.Used = 0;
        _used.Clear();
        _wasSent = false;
    }

    /// <summary>The commands of one statement, as many as one batch has had of it. Parameters by position: Npgsql would look through the text for names each time.</summary>
    private sealed class Commands(Statement statement)
    {
        private readonly string _sql = Name().Replace(statement.Sql, name => "$" + (1 + PositionOf(statement, name.ValueSpan[1..])));
        private readonly List<NpgsqlBatchCommand> _all = [];

        public int Used { get; set; }

        public NpgsqlBatchCommand Next()
        {
            if (Used == _all.Count)
                _all.Add(New());
            return _all[Used++];
        }

        private NpgsqlBatchCommand New()
        {
            var command = new NpgsqlBatchCommand(_sql);
            foreach (var (_, type) in statement.Parameters)
                command.Parameters.Add(new NpgsqlParameter { DbType = type });
            return command;
        }

        private static int PositionOf(Statement statement, ReadOnlySpan<char> name)
        {
            for (var i = 0; i < statement.Parameters.Count; i++)
                if (name.SequenceEqual(statement.Parameters[i].Name))
                    return i;
            throw new InvalidOperationException($"A statement has no parameter {name}.");
        }
    }

    [GeneratedRegex("@[a-z0-9_]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
