using System.Collections.Concurrent;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>
/// Teams' limits for a bot, kept by waiting before a request instead of being refused after it: for each chat, and for each app and region. Places are given in the order in which they are asked for.
/// In this process: a conversation lives on one replica at a time, so its limits are kept; those of an app are each replica's own.
/// </summary>
internal sealed class SendPace(TimeProvider time)
{
    private static readonly Limit[] s_chat = [new(7, TimeSpan.FromSeconds(1)), new(8, TimeSpan.FromSeconds(2)), new(60, TimeSpan.FromSeconds(30)), new(1_800, TimeSpan.FromHours(1))];
    private static readonly Limit[] s_app = [new(30, TimeSpan.FromSeconds(1))];
    private const int SweepEvery = 1_024;

    private readonly ConcurrentDictionary<string, Places> _places = new(StringComparer.Ordinal);
    private int _taken;

    /// <summary>How long to wait before one request may be sent, its place being taken; null when that would be longer than <paramref name="longest"/>, and nothing is taken.</summary>
    public TimeSpan? Take(ReplyAddress to, TimeSpan longest)
    {
        if (to.ChannelId != "msteams")
            return TimeSpan.Zero;
        if (Interlocked.Increment(ref _taken) % SweepEvery == 0)
            Sweep();
        var now = time.GetTimestamp();
        if (Of($"chat {to.AppId} {to.ConversationId}", s_chat).Take(now, now, longest, time) is not { } inChat)
            return null;
        // A place in the chat that the app's limit then leaves unused counts as used: the wait errs on the safe side.
        return Of($"app {to.AppId} {to.ServiceUrl.OriginalString}", s_app).Take(now, inChat, longest, time) is { } at ? time.GetElapsedTime(now, at) : null;
    }

    private Places Of(string name, Limit[] limits) => _places.GetOrAdd(name, static (_, limits) => new(limits), limits);

    private void Sweep()
    {
        var now = time.GetTimestamp();
        foreach (var (name, places) in _places)
            if (places.IsIdle(now, time))
                _places.TryRemove(name, out _);
    }

    private sealed record Limit(int Most, TimeSpan Within);

    /// <summary>When the last requests were or will be sent, oldest first.</summary>
    private sealed class Places(Limit[] limits)
    {
        private readonly Lock _lock = new();
        private readonly List<long> _times = [];

        /// <param name="earliest">Not before.</param>
        public long? Take(long now, long earliest, TimeSpan longest, TimeProvider time)
        {
            lock (_lock)
            {
                var at = _times.Count > 0 ? Math.Max(earliest, _times[^1]) : earliest;
                foreach (var limit in limits)
                    if (_times.Count >= limit.Most)
                        at = Math.Max(at, _times[^limit.Most] + (long)(limit.Within.TotalSeconds * time.TimestampFrequency));
                if (time.GetElapsedTime(now, at) > longest)
                    return null;
                _times.Add(at);
                if (_times.Count > 2 * limits[^1].Most)
                    _times.RemoveRange(0, _times.Count - limits[^1].Most);
                return at;
            }
        }

        public bool IsIdle(long now, TimeProvider time)
        {
            lock (_lock)
                return _times.Count == 0 || time.GetElapsedTime(_times[^1], now) > limits[^1].Within;
        }
    }
}
