using System.Data.Common;
using System.Globalization;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;

namespace Assistant.Storage.Writing;

/// <summary>A writer's connection and the transaction that runs on it. One thread.</summary>
internal sealed class StoreSession(IWriterConnection connection, ChainWriter chain) : IDisposable
{
    private readonly List<ChainEntry> _chained = [];
    private bool _isCommitting;
    private readonly Dictionary<Question, object[]?> _answers = [];

    /// <param name="group">What is going to run.</param>
    public void Begin(IReadOnlyList<WriteOperation> group)
    {
        _chained.Clear();
        _answers.Clear();
        _isCommitting = false;
        connection.Begin();
        if (connection.IsRemote && AskedAhead(group) is { Count: > 0 } questions)
            foreach (var (question, answer) in questions.Zip(connection.Ask(questions)))
                _answers[question] = answer;
    }

    /// <summary>Records what this transaction does in the log's chain, at its end.</summary>
    public void Chain(ChainEntry entry) => _chained.Add(entry);

    /// <summary>Records that the last transaction appended.</summary>
    public int Chained => _chained.Count;

    public void Commit()
    {
        chain.Append(this, _chained);
        _isCommitting = true;
        connection.Commit();
    }

    /// <summary>The transaction that <see cref="Commit"/> was about, when the database can tell afterwards what became of it (<see cref="IStoreDatabase.IsCommitted"/>); null when it cannot, or it was never to be committed.</summary>
    public string? Committing => _isCommitting ? connection.Transaction : null;

    public void Rollback() => connection.Rollback();

    /// <summary>For what nobody has to know the outcome of.</summary>
    public void Post(Statement statement, params ReadOnlySpan<object?> values) => connection.Post(statement, values);

    /// <summary>Rows changed.</summary>
    public int Execute(Statement statement, params ReadOnlySpan<object?> values) => connection.Execute(statement, values);

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public long? ExecuteLong(Statement statement, params ReadOnlySpan<object?> values)
    {
        using var rows = connection.Query(statement, values);
        return rows.Read() && !rows.IsDBNull(0) ? Convert.ToInt64(rows.GetValue(0), CultureInfo.InvariantCulture) : null;
    }

    public DbDataReader Query(Statement statement, params ReadOnlySpan<object?> values) => connection.Query(statement, values);

    /// <summary>The first row, which may have been asked for ahead; null when there is none. Asked again it is run again.</summary>
    public object[]? Ask(Question question)
    {
        if (_answers.Remove(question, out var answer))
            return answer;
        using var rows = connection.Query(question.Statement, question.Values);
        return rows.FirstRow();
    }

    /// <summary>The first column of the first row; null when there is no row.</summary>
    public long? AskLong(Question question) => Ask(question) is [var value, ..] and not [DBNull, ..] ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : null;

    public void Dispose() => connection.Dispose();

    /// <summary>
    /// With what each operation begins, but a conversation's second one, which has to see what the first did; up to the first that does not say with what it begins.
    /// Then the heads of their chains, when nothing else comes after: they are locked last, and always in the same order.
    /// </summary>
    private List<Question> AskedAhead(IReadOnlyList<WriteOperation> group)
    {
        var questions = new List<Question>(group.Count + 1);
        for (var i = 0; i < group.Count; i++)
        {
            if (group[i].First is not { } first)
                return questions;
            if (first != Question.None && (i == 0 || group[i].Conversation != group[i - 1].Conversation))
                questions.Add(first);
        }
        questions.AddRange(chain.Heads(group.Select(operation => operation.First!.Chain).OfType<string>()));
        return questions;
    }
}
