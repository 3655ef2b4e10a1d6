using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Assistant.Storage.Connections;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, a few seconds after a commit or after many operations. Left to itself the writer does it within a commit,
/// and whoever waits for that waits for thousands of pages. An idle program does nothing.
/// </summary>
internal sealed partial class SqliteCheckpoint : IDisposable
{
    /// <summary>Pages at which the writer helps itself: where commits never pause, only it can begin the log anew. By then most of it is copied.</summary>
    public const int WriterPages = 24_000;

    // An operation changes five to ten pages.
    private const int ManyOperations = 1_500;

    // The disk takes one flush at a time, and a commit may wait behind this one: not more often than needed.
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(5);
    private readonly Func<SqliteConnection> _open;
    private readonly ILogger _logger;
    private readonly Timer _timer;
    private int _operations;

    public SqliteCheckpoint(Func<SqliteConnection> open, ILogger logger)
    {
        (_open, _logger) = (open, logger);
        _timer = new(_ => Copy());
    }

    public void Committed(int operations)
    {
        var before = Interlocked.Add(ref _operations, operations) - operations;
        if (before == 0)
            _timer.Change(s_after, Timeout.InfiniteTimeSpan);
        else if (before < ManyOperations && before + operations >= ManyOperations)
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        using var ended = new ManualResetEvent(false);
        if (_timer.Dispose(ended))
            ended.WaitOne();
    }

    private void Copy()
    {
        Interlocked.Exchange(ref _operations, 0);
        try
        {
            using var connection = _open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            Log.NotCopied(_logger, e.SqliteErrorCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The write-ahead log could not be copied into the database (SQLite error {Code}); it grows until it can")]
        public static partial void NotCopied(ILogger logger, int code);
    }
}
