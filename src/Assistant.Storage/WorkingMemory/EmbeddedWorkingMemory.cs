using Assistant.Conversations;
using Assistant.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.WorkingMemory;

/// <summary>
/// Working memory in the one process that there is, bounded, and saved to the database a moment later: a busy conversation's state is ten times the turn's own rows,
/// and a save every few seconds costs a fraction of one a turn. What a crash takes of it, the next turn recalls from the log.
/// </summary>
internal sealed partial class EmbeddedWorkingMemory : IWorkingMemory, IAsyncDisposable
{
    /// <summary>The database is about so far behind.</summary>
    internal static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(2);

    // Each conversation at its own time: all of them at once would hold up the turns beside them.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);
    private readonly HeldStates _held;
    private readonly Dictionary<ConversationKey, long> _unsaved = [];
    private readonly Lock _gate = new();
    private long _removals;
    private readonly DatabaseWorkingMemory _database;
    private readonly WorkingMemoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<EmbeddedWorkingMemory> _logger;
    private readonly ITimer _saving;

    public EmbeddedWorkingMemory(DatabaseWorkingMemory database, IOptions<WorkingMemoryOptions> options, TimeProvider time, ILogger<EmbeddedWorkingMemory> logger)
    {
        (_database, _options, _time, _logger) = (database, options.Value, time, logger);
        _held = new(options.Value.MaxHeld, options.Value.MaxHeldMegabytes * 1_000_000L, _unsaved.ContainsKey);
        _saving = time.CreateTimer(_ => _ = SaveAsync(SaveAfter), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public async Task<WorkingMemoryState?> LoadAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        long removals;
        lock (_gate)
        {
            if (_held.Find(conversation) is { } held)
                return held.Expires > _time.GetUtcNow() ? held.State : null;
            removals = _removals;
        }
        if (await _database.LoadAsync(conversation, cancellationToken) is not { } state)
            return null;
        lock (_gate)
            // It may be this one that was removed meanwhile.
            if (removals == _removals && _held.Find(conversation) is null)
                Hold(conversation, state);
        return state;
    }

    public async Task<bool> SaveAsync(ConversationKey conversation, WorkingMemoryState state, CancellationToken cancellationToken)
    {
        lock (_gate)
            if (_held.Find(conversation) is { } held && held.Expires > _time.GetUtcNow())
            {
                if (held.State.Version != state.Version - 1)
                    return false;
                // First: what is not yet on disk is not let go to make room, not even for itself.
                Changed(conversation);
                Hold(conversation, state);
                return true;
            }
        // Not known here: the database decides.
        if (!await _database.SaveAsync(conversation, state, cancellationToken))
            return false;
        lock (_gate)
            Hold(conversation, state);
        return true;
    }

    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _removals++;
            _held.Remove(conversation);
            _unsaved.Remove(conversation);
            // Within the lock, so that it comes after every save that was begun.
            return _database.RemoveAsync(conversation, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _saving.DisposeAsync();
        await SaveAsync(TimeSpan.Zero);
    }

    /// <summary>Within the lock.</summary>
    private void Changed(ConversationKey conversation)
    {
        if (_unsaved.TryAdd(conversation, _time.GetTimestamp()) && _unsaved.Count == 1)
            _saving.Change(SaveAfter, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Saves what has changed before that long or longer.</summary>
    private async Task SaveAsync(TimeSpan age)
    {
        ConversationKey[] due;
        lock (_gate)
            due = [.. _unsaved.Where(entry => _time.GetElapsedTime(entry.Value) >= age).Select(entry => entry.Key)];
        await Task.WhenAll(due.Select(SaveAsync));
        lock (_gate)
            if (age > TimeSpan.Zero && _unsaved.Count > 0)
                _saving.Change(s_tick, Timeout.InfiniteTimeSpan);
    }

    private async Task SaveAsync(ConversationKey conversation)
    {
        try
        {
            if (Begin(conversation) is not { } save)
                return;
            await save.Saving;
            lock (_gate)
                if (ReferenceEquals(_held.Find(conversation)?.State, save.State))
                    _unsaved.Remove(conversation);
        }
        catch (Exception e)
        {
            Log.NotSaved(_logger, conversation.Id, e.GetType().Name);
        }
    }

    /// <summary>Each in a lock of its own: serialising thousands of states in one would hold up every turn.</summary>
    private (WorkingMemoryState State, Task Saving)? Begin(ConversationKey conversation)
    {
        lock (_gate)
        {
            if (!_unsaved.Remove(conversation) || _held.Find(conversation) is not { } held)
                return null;
            // Until it is on disk.
            _unsaved.Add(conversation, _time.GetTimestamp());
            return (held.State, _database.SaveNewestAsync(conversation, held.State));
        }
    }

    /// <summary>Within the lock.</summary>
    private void Hold(ConversationKey conversation, WorkingMemoryState state) => _held.Put(conversation, new(state, _time.GetUtcNow() + _options.TimeToLive));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The working memory of conversation {Conversation} was not saved ({Error}); it is tried again, and the log has its turns")]
        public static partial void NotSaved(ILogger logger, string conversation, string error);
    }
}
