using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.Writing;

/// <summary>
/// The only writer of the store. Each of its threads takes all that waits, writes it in one transaction and commits once: many turns share one wait for the disk.
/// A conversation always goes to the same thread. An operation that fails takes nobody with it: its group is written again one by one. Where the answer to a commit was lost, the database is asked whether it was made.
/// </summary>
internal sealed partial class GroupCommitWriter : IAsyncDisposable
{
    private const int ConflictRetries = 5;
    private static readonly TimeSpan s_forCompany = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_stopWithin = TimeSpan.FromSeconds(10);
    private readonly IStoreDatabase _database;
    private readonly ChainWriter _chain;
    private readonly ChainProgress _progress;
    private readonly SubjectKeys _keys;
    private readonly ILogger<GroupCommitWriter> _logger;
    private readonly WriteQueue[] _queues;
    private readonly Thread[] _threads;

    public GroupCommitWriter(IStoreDatabase database, ChainWriter chain, ChainProgress progress, SubjectKeys keys, IOptions<StorageOptions> options, ILogger<GroupCommitWriter> logger)
    {
        (_database, _chain, _progress, _keys, _logger) = (database, chain, progress, keys, logger);
        _queues = [.. Enumerable.Range(0, database.Writers).Select(_ => new WriteQueue(options.Value.GroupSize, s_forCompany, TimeProvider.System))];
        _threads = [.. _queues.Select((queue, i) => new Thread(() => Run(queue)) { Name = $"store writer {i}", IsBackground = true })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>Writes and waits until it is on disk.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was written; or, as an <see cref="UncertainWriteException"/>, nobody knows.</exception>
    /// <exception cref="KeyDestroyedException">Nothing was written: the person was erased meanwhile. Their key is forgotten here.</exception>
    public Task<T> WriteAsync<T>(ConversationKey conversation, Func<StoreSession, T> write) => WriteAsync(conversation, null, write);

    /// <summary>The same, for an operation that begins with a question: those of a group go to the database together.</summary>
    /// <param name="first">What <paramref name="write"/> asks the session before it does anything else; null when it does not.</param>
    public Task<T> WriteAsync<T>(ConversationKey conversation, Question? first, Func<StoreSession, T> write)
    {
        var operation = new WriteOperation<T>(conversation, first, write);
        var queue = _queues[(uint)string.GetHashCode(operation.Conversation, StringComparison.Ordinal) % _queues.Length];
        if (!queue.TryAdd(operation))
            throw new StorageUnavailableException("The store is closing.");
        return operation.Completion;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
            queue.Close();
        foreach (var thread in _threads)
            thread.Join(s_stopWithin);
        return ValueTask.CompletedTask;
    }

    private void Run(WriteQueue queue)
    {
        var group = new List<WriteOperation>();
        StoreSession? session = null;
        while (queue.Take(group))
        {
            // Replicas lock the rows of several conversations in the same order: no deadlock. Stable: within a conversation order stays.
            if (group.Count > 1)
                group = [.. group.OrderBy(operation => operation.Conversation, StringComparer.Ordinal)];
            WriteGroup(ref session, group);
        }
        session?.Dispose();
    }

    private void WriteGroup(ref StoreSession? session, List<WriteOperation> group)
    {
        if (TryWrite(ref session, group) is not { } failure)
            return;
        if (group.Count == 1 || failure is UncertainWriteException)
        {
            foreach (var operation in group)
                operation.Fail(Translate(failure));
            return;
        }
        Log.OneByOne(_logger, group.Count, failure.GetType().Name);
        foreach (var operation in group)
            if (TryWrite(ref session, [operation]) is { } reason)
                operation.Fail(Translate(reason));
    }

    /// <summary>Null when the group is on disk and its callers were told.</summary>
    private Exception? TryWrite(ref StoreSession? session, List<WriteOperation> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                session ??= new StoreSession(_database.OpenWriter(), _chain);
                session.Begin(group);
                foreach (var operation in group)
                    operation.Execute(session);
                session.Commit();
                Complete(group, session.Chained);
                return null;
            }
            catch (Exception e)
            {
                var (transaction, chained) = (_database.IsUnavailable(e) ? session?.Committing : null, session?.Chained ?? 0);
                Abandon(ref session, e);
                if (transaction is not null)
                {
                    Log.AnswerLost(_logger, e.GetType().Name);
                    switch (_database.IsCommitted(transaction))
                    {
                        case true:
                            Complete(group, chained);
                            return null;
                        case null:
                            return new UncertainWriteException(_database.Description, e);
                    }
                }
                if (!_database.IsConflict(e) || attempt == ConflictRetries)
                    return e;
            }
        }
    }

    private void Complete(List<WriteOperation> group, int chained)
    {
        _database.Committed(group.Count);
        _progress.Appended(chained);
        foreach (var operation in group)
            operation.Complete();
    }

    private void Abandon(ref StoreSession? session, Exception reason)
    {
        try
        {
            session?.Rollback();
            if (!_database.IsUnavailable(reason))
                return;
        }
        catch (Exception e)
        {
            Log.RollbackFailed(_logger, e.GetType().Name);
        }
        // A connection that failed may be half-dead: the next group opens a new one.
        session?.Dispose();
        session = null;
    }

    private Exception Translate(Exception exception)
    {
        if (_database.IsUnavailable(exception))
            return new StorageUnavailableException($"{_database.Description} cannot be written: {StoreFailure.Reason(exception)}.", exception);
        if (!_database.IsNull(exception))
            return exception;
        // Another process erased the person a moment ago.
        _keys.ForgetAll();
        return new KeyDestroyedException(exception);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A group of {Count} writes failed ({Error}); they are written one by one")]
        public static partial void OneByOne(ILogger logger, int count, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The answer to a commit was lost ({Error}); the database is asked what became of it")]
        public static partial void AnswerLost(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A transaction could not be rolled back ({Error}); its connection is given up")]
        public static partial void RollbackFailed(ILogger logger, string error);
    }
}
