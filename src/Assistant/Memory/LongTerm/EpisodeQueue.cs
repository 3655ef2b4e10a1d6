using System.Collections.Concurrent;
using Assistant.Conversations;
using Assistant.Privacy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// Which conversations have something new for their person's memory; written together after a while, off the path of the turns. It holds names only, the words are in the log,
/// so losing it loses nothing: the next start begins with what a crash left over, and whoever looks into a memory sees the log's rest as well.
/// </summary>
internal sealed partial class EpisodeQueue(EpisodeWriter writer, ILongTermMemory memory, IUnrememberedTurns log, IOptions<LongTermMemoryOptions> options, TimeProvider time, ILogger<EpisodeQueue> logger) : BackgroundService
{
    private const int MostWaiting = 100_000;
    private const int PeopleAtOnce = 4;
    private const int RestsForWork = 3;
    private static readonly TimeSpan s_longestRest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_leftOver = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(ContentOwner Person, ConversationKey Conversation), bool> _waiting = new();
    private readonly ConcurrentQueue<(ContentOwner Person, IReadOnlyList<string> Ids, DateTimeOffset At)> _used = new();
    private readonly SemaphoreSlim _something = new(0, 1);

    /// <summary>Costs a turn one look-up; never waits.</summary>
    public void Add(ContentOwner person, ConversationKey conversation)
    {
        if (options.Value is not { Enabled: true, Episodes: true } || _waiting.Count >= MostWaiting || !_waiting.TryAdd((person, conversation), true))
            return;
        Wake();
    }

    /// <summary>An answer that cites these was sent. Kept in memory until it is written with the rest: a crash loses some strength, no words.</summary>
    public void Used(ContentOwner person, IReadOnlyList<string> ids, DateTimeOffset at)
    {
        if (ids.Count == 0 || options.Value is not { Enabled: true, Episodes: true } || _used.Count >= MostWaiting)
            return;
        _used.Enqueue((person, ids, at));
        Wake();
    }

    /// <summary>Writes what waits now, each person's by one after the other.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var people = _waiting.Keys.GroupBy(key => key.Person).ToList();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce, CancellationToken = cancellationToken }, async (own, token) =>
        {
            foreach (var key in own)
                await WriteAsync(key, token);
        });
        await WriteUsesAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await WriteAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    public override void Dispose()
    {
        _something.Dispose();
        base.Dispose();
    }

    private void Wake()
    {
        try
        {
            _something.Release();
        }
        catch (SemaphoreFullException)
        {
            // Whoever waits is told already.
        }
    }

    /// <summary>After the episodes: what was used in an answer may have come in just now.</summary>
    private async Task WriteUsesAsync(CancellationToken cancellationToken)
    {
        while (_used.TryDequeue(out var used))
        {
            try
            {
                await memory.UseAsync(used.Person, used.Ids, used.At, cancellationToken);
            }
            catch (StorageUnavailableException)
            {
                _used.Enqueue(used);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotWritten(logger, e.GetType().Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await FindLeftOverAsync(stoppingToken);
            while (true)
            {
                await _something.WaitAsync(stoppingToken);
                await Task.Delay(options.Value.WriteAfter, time, stoppingToken);
                await WriteInTurnAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>One conversation after the other with rests between them: all at once would hold up the turns that begin meanwhile.</summary>
    private async Task WriteInTurnAsync(CancellationToken cancellationToken)
    {
        foreach (var key in _waiting.Keys)
        {
            var started = time.GetTimestamp();
            await WriteAsync(key, cancellationToken);
            var rest = time.GetElapsedTime(started) * RestsForWork;
            await Task.Delay(rest < s_longestRest ? rest : s_longestRest, time, cancellationToken);
        }
        await WriteUsesAsync(cancellationToken);
    }

    private async Task WriteAsync((ContentOwner Person, ConversationKey Conversation) key, CancellationToken cancellationToken)
    {
        // Before reading: what is said meanwhile waits again.
        _waiting.TryRemove(key, out _);
        if (!await TryWriteAsync(key.Person, key.Conversation, cancellationToken))
            Add(key.Person, key.Conversation);
    }

    private async Task FindLeftOverAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { Enabled: true, Episodes: true })
            return;
        try
        {
            foreach (var (person, conversation) in await log.LeftOverAsync(time.GetUtcNow() - s_leftOver, MostWaiting, cancellationToken))
                Add(person, conversation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.LeftOverUnknown(logger, e.GetType().Name);
        }
    }

    /// <returns>False when it has to be tried again.</returns>
    private async Task<bool> TryWriteAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(person, conversation, cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
        catch (Exception e)
        {
            Log.NotWritten(logger, e.GetType().Name);
            return true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What a crash left over for long-term memory is not known ({Error}); it is taken in when its person is next recalled")]
        public static partial void LeftOverUnknown(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Error, Message = "A conversation could not be written to long-term memory ({Error}); it is tried again when something is said in it")]
        public static partial void NotWritten(ILogger logger, string error);
    }
}
