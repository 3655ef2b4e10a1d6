using Assistant.Audit;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>Step 3: runs a conversation's turns one after the other. Owned by a grain, and knows nothing of grains.</summary>
internal sealed partial class ConversationSession(ConversationKey conversation, SessionServices services) : IConversationSession, ITurnEvents
{
    private readonly Lock _gate = new();
    private readonly WaitingMessages _waiting = new();
    private readonly RevisionQueue _revisions = new(services.Revisions, services.Inbox, services.Logger);
    private readonly ActivityFeed _feed = new(conversation, services.Directory);
    private readonly ConversationOutbox _outbox = new(services.Delivery, services.Turns.Value, services.Time, services.Logger);
    private readonly CancellationTokenSource _shutdown = new();
    private RunningTurn? _turn;
    private Task _loop = Task.CompletedTask;
    private bool _looping;
    private long _epoch;
    private Task? _beginning;
    private bool _memoryMayBeOld;

    /// <summary>Of a conversation without a row.</summary>
    private const long NoEpoch = 0;

    /// <summary>However short the pause between two turns, an erasure or a rule may have taken the conversation; the record of the one before has shown that nobody had.</summary>
    private static readonly TimeSpan s_sureFor = TimeSpan.FromSeconds(1);

    /// <summary>When it was last known that nobody has taken the conversation over, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    private long _sureAt;

    // Every message up to this sequence was queued here or answered before: watermarks have no gaps, so one number says it all.
    private long _taken;

    public event Action? Lost;

    private bool IsSure => services.Time.GetElapsedTime(Volatile.Read(ref _sureAt)) <= s_sureFor;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
                return !_looping;
        }
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var opening = await services.Inbox.OpenAsync(conversation, cancellationToken);
        _feed.Start(opening.LastWatermark);
        // Where nothing was answered yet, no reply can be on its way.
        if (opening.Pending.Count < opening.LastWatermark)
            _outbox.Resume(await services.Log.UndeliveredAsync(conversation, cancellationToken));
        var unremembered = await services.Inbox.UnrememberedAsync(conversation, cancellationToken);
        lock (_gate)
        {
            (_epoch, _memoryMayBeOld, _taken, _sureAt) = (opening.Epoch, true, opening.LastWatermark, services.Time.GetTimestamp());
            Remember(unremembered);
            foreach (var message in opening.Pending)
            {
                StopBefore(message.Message);
                Enqueue(message);
            }
        }
    }

    public async Task<bool> WakeAsync(AcceptedMessage? accepted, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _epoch) == NoEpoch)
            await BeginAsync(cancellationToken);
        var taken = Volatile.Read(ref _taken);
        // Told of late, after its turn; or the conversation was emptied, and counts anew.
        var isKnown = accepted?.Sequence <= taken;
        if (IsIdle && (accepted is null || isKnown || !IsSure) && await LeaveIfTakenAsync(cancellationToken))
            return false;
        if (accepted is null ? !IsIdle : isKnown)
            return true;
        if (accepted is null && await services.Inbox.UnrememberedAsync(conversation, cancellationToken) is { Count: > 0 } unremembered)
            lock (_gate)
                Remember(unremembered);
        // A hole before it is a message that another replica accepted, which must run first, or our own answer being recorded, which the feed waits for.
        Take(accepted is not null && accepted.Sequence == _feed.Last + 1 ? [accepted] : await services.Inbox.PendingAsync(conversation, taken, cancellationToken));
        return true;
    }

    /// <summary>Followed before its first message, the conversation had nothing to be taken over: it is now, before anything runs.</summary>
    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        Task beginning;
        lock (_gate)
            beginning = _beginning ??= TakeOverAsync(cancellationToken);
        try
        {
            await beginning;
        }
        finally
        {
            lock (_gate)
                _beginning = null;
        }
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var opening = await services.Inbox.OpenAsync(conversation, cancellationToken);
        Volatile.Write(ref _epoch, opening.Epoch);
    }

    public void Stop(string? activityId)
    {
        lock (_gate)
            if (_turn is not null && (activityId is null || _turn.Message.Message.ActivityId == activityId))
                _turn.Stop.Cancel();
            else if (activityId is null)
                _waiting.StopFirst(_ => true);
            else
                _waiting.Stop(activityId);
    }

    public IAsyncEnumerable<ConversationEvent> FollowAsync(long afterWatermark, CancellationToken cancellationToken) => _feed.FollowAsync(afterWatermark, cancellationToken);

    public void Publish(ConversationEvent happened) => _feed.Publish(happened);

    public async Task CloseAsync(TimeSpan grace)
    {
        lock (_gate)
            DropQueue();
        await Task.WhenAny(_loop, Task.Delay(grace, services.Time));
        await _shutdown.CancelAsync();
        await _loop;
        await _outbox.DisposeAsync();
        _feed.Close();
    }

    public async Task EndAsync()
    {
        _feed.Publish(new ConversationEnded());
        await CloseAsync(TimeSpan.Zero);
        Lost?.Invoke();
    }

    public ValueTask DisposeAsync() => new(CloseAsync(TimeSpan.Zero));

    public void Redeliver(UndeliveredReply undelivered) => _outbox.SetDue(undelivered);

    public Task ReviseAsync(MessageRevision revision, bool waits, CancellationToken cancellationToken)
    {
        Task revised;
        lock (_gate)
        {
            if (_waiting.Revise(revision))
                return services.Inbox.RememberedAsync(revision, cancellationToken);
            var runs = _turn?.Message.Message.ActivityId == revision.ActivityId;
            if (runs && revision.IsDeletion)
                _turn!.Stop.Cancel();
            if (waits && !runs)
                _waiting.Expect(revision);
            // Between turns, as both write the same memory; the one that runs may be just this message's.
            revised = _revisions.Add(revision);
            Start();
            // A turn may take longer than whoever asks waits; it is on disk that memory has still to follow.
            if (_turn is not null)
                return Task.CompletedTask;
        }
        return revised.WaitAsync(cancellationToken);
    }

    /// <summary>Within the lock.</summary>
    private void Remember(IReadOnlyList<MessageRevision> unremembered)
    {
        foreach (var revision in unremembered)
            _ = _revisions.Add(revision);
        if (unremembered.Count > 0)
            Start();
    }

    private void Take(IReadOnlyList<AcceptedMessage> messages)
    {
        lock (_gate)
            foreach (var message in messages)
            {
                if (message.Sequence <= _taken)
                    continue;
                _taken = message.Sequence;
                _feed.Publish(new ActivityAdded(UserActivity.Of(message)));
                StopBefore(message.Message);
                Enqueue(message);
            }
    }

    /// <summary>Within the lock. "Stop" stops what its person asked: the turn that runs, or, between two turns and after a crash, the first that waits. In a group each their own.</summary>
    private void StopBefore(InboundMessage message)
    {
        if (!StopWords.IsStop(message))
            return;
        if (_turn?.Message.Message.From.Id == message.From.Id)
            _turn.Stop.Cancel();
        else
            _waiting.StopFirst(waiting => waiting.From.Id == message.From.Id && !StopWords.IsStop(waiting));
    }

    private void Enqueue(AcceptedMessage message)
    {
        if (_shutdown.IsCancellationRequested)
            return;
        _waiting.Add(message);
        services.Load.Enqueued();
        Start();
    }

    /// <summary>Within the lock.</summary>
    private void Start()
    {
        if (_looping)
            return;
        _looping = true;
        _loop = StartLoop();
    }

    /// <summary>Nothing of the request that woke it goes along: it is not the later messages'.</summary>
    private Task StartLoop()
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(RunQueueAsync);
        using (ExecutionContext.SuppressFlow())
            return Task.Run(RunQueueAsync);
    }

    private void DropQueue()
    {
        for (var left = _waiting.Clear(); left > 0; left--)
            services.Load.Done();
    }

    private async Task RunQueueAsync()
    {
        while (await NextAsync() is { } turn)
        {
            try
            {
                await services.Load.RunAsync(() => RunTurnAsync(turn), _shutdown.Token);
            }
            catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // The message stays in the inbox; the sweeper brings it back.
                Log.LeftInInbox(services.Logger, turn.Message.Sequence, e);
                GiveUp();
            }
            finally
            {
                lock (_gate)
                    _turn = null;
                turn.Stop.Dispose();
                services.Load.Done();
            }
        }
    }

    private async Task RunTurnAsync(RunningTurn turn)
    {
        // A turn that could not be recorded would be run again, with its tools.
        if (!IsSure && await LeaveIfTakenAsync(_shutdown.Token))
            return;
        var end = await services.Runner.RunAsync(turn.Message, _epoch, _memoryMayBeOld, this, _outbox, turn.Stop.Token, _shutdown.Token);
        if (end == TurnEnd.TakenOver)
            GiveUp();
        Volatile.Write(ref _sureAt, services.Time.GetTimestamp());
        // The store was away, say, and may come back with what it had before.
        _memoryMayBeOld = end != TurnEnd.Remembered;
    }

    /// <returns>True when somebody has taken the conversation over, or emptied it: what waits is run by whoever opens it next. While the store is away nobody knows, and the record of a turn says so.</returns>
    private async Task<bool> LeaveIfTakenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await services.Inbox.IsCurrentAsync(conversation, _epoch, cancellationToken))
            {
                Volatile.Write(ref _sureAt, services.Time.GetTimestamp());
                return false;
            }
        }
        catch (StorageUnavailableException)
        {
            return false;
        }
        GiveUp();
        return true;
    }

    private async Task<RunningTurn?> NextAsync()
    {
        while (true)
        {
            await _revisions.ApplyAsync(_shutdown.Token);
            lock (_gate)
            {
                if (!_revisions.IsEmpty)
                    continue;
                if (!_shutdown.IsCancellationRequested && _waiting.Take() is var (message, isStopped))
                {
                    _turn = new(message, new CancellationTokenSource());
                    if (isStopped)
                        _turn.Stop.Cancel();
                    return _turn;
                }
                DropQueue();
                _looping = false;
                return null;
            }
        }
    }

    private void GiveUp()
    {
        _shutdown.Cancel();
        _feed.Close();
        Lost?.Invoke();
    }

    private sealed record RunningTurn(AcceptedMessage Message, CancellationTokenSource Stop);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Message {Sequence} could not be answered and stays in the inbox")]
        public static partial void LeftInInbox(ILogger logger, long sequence, Exception exception);
    }
}
