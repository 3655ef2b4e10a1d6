using Assistant.Audit;
using Microsoft.Extensions.Logging;

namespace Assistant.Conversations;

/// <summary>
/// One conversation's pushed replies that did not arrive, in the order in which they were recorded. Each is tried again at intervals that double, and later ones wait
/// behind it, also those of turns that end meanwhile, so that people read answers in the order of their questions; but not for ever: a reply that a channel cannot take
/// lets the others pass after a while, and one of which nobody knows, so many times, whether it arrived is left, as people may have seen it as often. Where a channel asks not to be tried for some time, nothing is sent before, also not after a restart. Thread-safe; one request at a time.
/// </summary>
internal sealed partial class ConversationOutbox(TurnDelivery delivery, TurnOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private readonly SortedList<long, Waiting> _waiting = [];
    private readonly CancellationTokenSource _ended = new();
    private Task _sending = Task.CompletedTask;
    private ITimer? _later;
    private bool _running;

    // The channel asked for silence.
    private TimeSpan _quietFor;
    private long _quietSince;

    /// <summary>Nothing waits: what a turn says now is in order.</summary>
    public bool IsClear
    {
        get
        {
            lock (_gate)
                return _waiting.Count == 0;
        }
    }

    /// <summary>What was left when the conversation was opened. Whoever held it before may still be sending: each is tried when <see cref="SetDue"/> says so.</summary>
    public void Resume(IEnumerable<UndeliveredReply> left)
    {
        lock (_gate)
            foreach (var reply in left)
            {
                _waiting.TryAdd(reply.Reply.Watermark, new(reply, time.GetTimestamp()) { IsDue = false });
                // A clock that was put back must not make it longer than anybody may ask for.
                if (reply.NotBefore is { } notBefore)
                    BeQuiet(TimeSpan.FromTicks(Math.Min((notBefore - time.GetUtcNow()).Ticks, options.MaxRetryAfter.Ticks)));
            }
    }

    /// <summary>Nobody else is sending it any more.</summary>
    public void SetDue(UndeliveredReply reply)
    {
        lock (_gate)
            if (_waiting.TryGetValue(reply.Reply.Watermark, out var waiting) && !waiting.IsDue)
            {
                waiting.IsDue = true;
                Start();
            }
    }

    /// <summary>The end of a turn: sends its answer, or lets it wait behind those before it.</summary>
    /// <param name="isBegun">That it begins to be sent was noted with its record, as nothing waited.</param>
    public async Task DeliverAsync(TurnSpeech speech, InboundMessage message, StoredActivity reply, bool isBegun, CancellationToken cancellationToken)
    {
        if (!speech.IsPushed)
            return;
        lock (_gate)
            if (_waiting.Count > 0)
            {
                Log.Queued(logger, reply.Id, _waiting.Count);
                Add(message, reply, tries: 0);
                return;
            }
        var delivery = await speech.DeliverAsync(reply, isBegun, cancellationToken);
        if (delivery.Arrived)
            return;
        lock (_gate)
        {
            BeQuiet(delivery.After);
            Add(message, reply, tries: 1, unknown: delivery.MayHaveArrived ? 1 : 0);
        }
    }

    /// <summary>Waits for the request that runs; what is left stays in the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Task sending;
        lock (_gate)
        {
            _later?.Dispose();
            sending = _sending;
        }
        await sending;
    }

    /// <summary>Within the lock.</summary>
    private void Add(InboundMessage message, StoredActivity reply, int tries, int unknown = 0)
    {
        _waiting[reply.Watermark] = new(new(message, reply), time.GetTimestamp()) { Tries = tries, Unknown = unknown };
        Start();
    }

    /// <summary>Within the lock.</summary>
    private void Start()
    {
        if (_running || _ended.IsCancellationRequested)
            return;
        _running = true;
        _sending = Task.Run(SendAsync);
    }

    private async Task SendAsync()
    {
        while (Next() is { } waiting)
        {
            var sent = new Delivery(Arrived: false);
            try
            {
                sent = waiting.Unknown >= options.MaxUnknownSends ? await delivery.GiveUpAsync(waiting.Reply, _ended.Token) : await delivery.RedeliverAsync(waiting.Reply, _ended.Token);
            }
            catch (Exception e)
            {
                // The store is away; it is tried again like one that did not arrive.
                Log.NotTried(logger, waiting.Reply.Reply.Id, e.GetType().Name);
            }
            lock (_gate)
            {
                BeQuiet(sent.After);
                if (sent.Arrived)
                    _waiting.Remove(waiting.Reply.Reply.Watermark);
                else
                    (waiting.Tries, waiting.LastTry, waiting.Unknown) = (waiting.Tries + 1, time.GetTimestamp(), (sent.Parts > 0 ? 0 : waiting.Unknown) + (sent.MayHaveArrived ? 1 : 0));
            }
        }
    }

    /// <summary>The first that may be tried now; null, with a timer set, when there is none.</summary>
    private Waiting? Next()
    {
        lock (_gate)
        {
            var quiet = _quietFor - time.GetElapsedTime(_quietSince);
            var soonest = quiet > TimeSpan.Zero && _waiting.Count > 0 ? quiet : TimeSpan.MaxValue;
            if (!_ended.IsCancellationRequested && quiet <= TimeSpan.Zero)
                foreach (var waiting in _waiting.Values)
                {
                    var wait = waiting.IsDue ? Wait(waiting.Tries) - time.GetElapsedTime(waiting.LastTry) : TimeSpan.MaxValue;
                    if (wait <= TimeSpan.Zero)
                        return waiting;
                    var holds = options.RepliesHoldFor - time.GetElapsedTime(waiting.Since);
                    soonest = TimeSpan.FromTicks(Math.Min(soonest.Ticks, Math.Min(wait.Ticks, holds > TimeSpan.Zero ? holds.Ticks : long.MaxValue)));
                    if (holds > TimeSpan.Zero)
                        break;
                }
            _running = false;
            if (soonest < TimeSpan.MaxValue && !_ended.IsCancellationRequested)
                (_later ??= time.CreateTimer(_ => StartLater(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(soonest, Timeout.InfiniteTimeSpan);
            return null;
        }
    }

    /// <summary>Within the lock. The longest wish counts.</summary>
    private void BeQuiet(TimeSpan? wish)
    {
        if (wish is { } asked && asked > _quietFor - time.GetElapsedTime(_quietSince))
            (_quietFor, _quietSince) = (asked, time.GetTimestamp());
    }

    private void StartLater()
    {
        lock (_gate)
            Start();
    }

    private static TimeSpan Wait(int tries) => tries == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(s_longest.Ticks, s_first.Ticks << Math.Min(tries - 1, 20)));

    /// <param name="since">When it began to hold others back.</param>
    private sealed class Waiting(UndeliveredReply reply, long since)
    {
        public UndeliveredReply Reply { get; } = reply;
        public long Since { get; } = since;
        public long LastTry { get; set; } = since;
        public int Tries { get; set; }

        /// <summary>Those, of the message that is next, of which nobody knows whether they arrived.</summary>
        public int Unknown { get; set; }

        public bool IsDue { get; set; } = true;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Reply {ActivityId} waits behind {Count} that have not arrived yet")]
        public static partial void Queued(ILogger logger, string activityId, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ActivityId} could not be tried again ({Error})")]
        public static partial void NotTried(ILogger logger, string activityId, string error);
    }
}
