using Assistant.Audit;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>Step 3: runs a conversation's turns one after the other. Owned by a grain, and knows nothing of grains.</summary>
internal sealed partial class ConversationSession(ConversationKey conversation, SessionServices services) : IConversationSession, ITurnEvents
{
    private readonly Lock _gate = new();
    private readonly Queue<AcceptedMessage> _queue = [];
    private readonly ActivityFeed _feed = new(conversation, services.Directory);
    private readonly RedeliveryPace _redelivery = new(services.Time);
    private readonly CancellationTokenSource _shutdown = new();
    private CancellationTokenSource? _turn;
    private Task _loop = Task.CompletedTask;
    private bool _looping;
    private long _epoch;
    private bool _justOpened;

    // Every message up to this sequence was queued here or answered before: watermarks have no gaps, so one number says it all.
    private long _taken;

    public event Action? Lost;

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
        lock (_gate)
        {
            (_epoch, _justOpened, _taken) = (opening.Epoch, true, opening.LastWatermark);
            foreach (var message in opening.Pending)
                Enqueue(message);
        }
    }

    public async Task WakeAsync(AcceptedMessage? accepted, CancellationToken cancellationToken)
    {
        var taken = Volatile.Read(ref _taken);
        if (accepted is null ? !IsIdle : accepted.Sequence <= taken)
            return;
        // A hole before it is a message that another replica accepted, which must run first, or our own answer being recorded, which the feed waits for.
        Take(accepted is not null && accepted.Sequence == _feed.Last + 1 ? [accepted] : await services.Inbox.PendingAsync(conversation, taken, cancellationToken));
    }

    public void Stop()
    {
        lock (_gate)
            _turn?.Cancel();
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
        _feed.Close();
    }

    public async Task EndAsync()
    {
        _feed.Publish(new ConversationEnded());
        await CloseAsync(TimeSpan.Zero);
        Lost?.Invoke();
    }

    public ValueTask DisposeAsync() => new(CloseAsync(TimeSpan.Zero));

    public async Task RedeliverAsync(UndeliveredReply undelivered, CancellationToken cancellationToken)
    {
        lock (_gate)
            if (_looping || !_redelivery.TryBegin(undelivered.Reply.Id))
                return;
        var arrived = false;
        try
        {
            arrived = await services.Delivery.RedeliverAsync(undelivered, cancellationToken);
        }
        finally
        {
            lock (_gate)
                _redelivery.End(undelivered.Reply.Id, arrived);
        }
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
                if (StopWords.IsStop(message.Message))
                    _turn?.Cancel();
                Enqueue(message);
            }
    }

    private void Enqueue(AcceptedMessage message)
    {
        if (_shutdown.IsCancellationRequested)
            return;
        _queue.Enqueue(message);
        services.Load.Enqueued();
        if (_looping)
            return;
        _looping = true;
        _loop = Task.Run(RunQueueAsync);
    }

    private void DropQueue()
    {
        while (_queue.TryDequeue(out _))
            services.Load.Done();
    }

    private async Task RunQueueAsync()
    {
        while (Next() is { } message)
        {
            using var turn = new CancellationTokenSource();
            lock (_gate)
                _turn = turn;
            try
            {
                await services.Load.RunAsync(() => RunTurnAsync(message, turn.Token), _shutdown.Token);
            }
            catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // The message stays in the inbox; the sweeper brings it back.
                Log.LeftInInbox(services.Logger, message.Sequence, e);
                GiveUp();
            }
            finally
            {
                lock (_gate)
                    _turn = null;
                services.Load.Done();
            }
        }
    }

    private async Task RunTurnAsync(AcceptedMessage message, CancellationToken stop)
    {
        if (!await services.Runner.RunAsync(message, _epoch, _justOpened, this, stop, _shutdown.Token))
            GiveUp();
        _justOpened = false;
    }

    private AcceptedMessage? Next()
    {
        lock (_gate)
        {
            if (!_shutdown.IsCancellationRequested && _queue.TryDequeue(out var message))
                return message;
            DropQueue();
            _looping = false;
            return null;
        }
    }

    private void GiveUp()
    {
        _shutdown.Cancel();
        _feed.Close();
        Lost?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Message {Sequence} could not be answered and stays in the inbox")]
        public static partial void LeftInInbox(ILogger logger, long sequence, Exception exception);
    }
}
