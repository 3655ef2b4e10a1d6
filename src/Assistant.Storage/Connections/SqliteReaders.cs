using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Assistant.Storage.Connections;

/// <summary>Connections that read, each with its commands prepared: preparing takes SQLite as long as most reads. Thread-safe.</summary>
internal sealed class SqliteReaders(Func<SqliteConnection> open) : IDisposable
{
    private const int MostIdle = 8;
    private const int MostCommands = 64;

    private readonly ConcurrentStack<Reader> _idle = [];
    private volatile bool _disposed;

    public ReadCommand Ready(string sql)
    {
        var reader = _idle.TryPop(out var idle) ? idle : new Reader(open());
        return new(reader.Command(sql), succeeded =>
        {
            if (!succeeded || _disposed || _idle.Count >= MostIdle)
                reader.Dispose();
            else
                _idle.Push(reader);
            return ValueTask.CompletedTask;
        });
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var reader))
            reader.Dispose();
    }

    private sealed class Reader(SqliteConnection connection) : IDisposable
    {
        private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);

        public SqliteCommand Command(string sql)
        {
            if (!_commands.TryGetValue(sql, out var command))
            {
                if (_commands.Count == MostCommands)
                    Forget();
                command = connection.CreateCommand();
                command.CommandText = sql;
                _commands[sql] = command;
            }
            command.Parameters.Clear();
            return command;
        }

        public void Dispose()
        {
            Forget();
            connection.Dispose();
        }

        private void Forget()
        {
            foreach (var command in _commands.Values)
                command.Dispose();
            _commands.Clear();
        }
    }
}
