using System.Collections.Concurrent;
using Assistant.Conversations;

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
        if (to.ChannelId != ChannelIds.Teams)
            return TimeSpan.Zero;
        if (Interlocked.Increment(ref _taken) % SweepEvery == 0)
            Sweep();
        var now = time.GetTimestamp();
        if (Of($"chat {to.AppId} {to.ConversationId}", s_chat).Take(now, now, longest, time, isInOrder: true) is not { } inChat)
            return null;
        // A place in the chat that the app's limit then leaves unused counts as used: the wait errs on the safe side. A chat that waits for its own limit holds up no other.
        return Of($"app {to.AppId} {to.ServiceUrl.OriginalString}", s_app).Take(now, inChat, longest, time, isInOrder: false) is { } at ? time.GetElapsedTime(now, at) : null;
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
        /// <param name="isInOrder">Nor before any other; else a place between others that wait longer will do.</param>
        public long? Take(long now, long earliest, TimeSpan longest, TimeProvider time, bool isInOrder)
        {
            lock (_lock)
            {
                if (_times.Count > 2 * limits[^1].Most)
                    _times.RemoveAll(each => time.GetElapsedTime(each, now) > limits[^1].Within);
                var at = isInOrder && _times.Count > 0 ? Math.Max(earliest, _times[^1]) : earliest;
                int place;
                while (FreeAfter(at, place = PlaceOf(at), time) is { } later)
                    at = later;
                if (time.GetElapsedTime(now, at) > longest)
                    return null;
                _times.Insert(place, at);
                return at;
            }
        }

        /// <summary>Behind all that go no later.</summary>
        private int PlaceOf(long at)
        {
            var place = _times.Count;
            while (place > 0 && _times[place - 1] > at)
                place--;
            return place;
        }

        /// <summary>Null when one more at this time breaks no limit; else a later time that may be free.</summary>
        private long? FreeAfter(long at, int place, TimeProvider time)
        {
            long With(int index) => index < place ? _times[index] : index == place ? at : _times[index - 1];
            foreach (var limit in limits)
            {
                var within = (long)(limit.Within.TotalSeconds * time.TimestampFrequency);
                // Every stretch of one more than the limit that it would be in.
                for (var first = Math.Max(place - limit.Most, 0); first <= Math.Min(place, _times.Count - limit.Most); first++)
                    if (With(first + limit.Most) - With(first) < within)
                        return first < place ? With(first) + within : With(place + 1);
            }
            return null;
        }

        public bool IsIdle(long now, TimeProvider time)
        {
            lock (_lock)
                return _times.Count == 0 || time.GetElapsedTime(_times[^1], now) > limits[^1].Within;
        }
    }
}
