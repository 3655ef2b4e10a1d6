namespace Assistant.Conversations;

/// <summary>When a reply that did not arrive is tried again: at intervals that double, from two seconds to ten minutes; never twice at once, and not again once it arrived. Not thread-safe.</summary>
internal sealed class RedeliveryPace(TimeProvider time)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, State> _states = [];

    /// <summary>True when the reply may be tried now; then <see cref="End"/> follows.</summary>
    public bool TryBegin(string activityId)
    {
        var state = _states.GetValueOrDefault(activityId);
        if (state.Closed || (state.Tries > 0 && time.GetElapsedTime(state.LastTry) < Wait(state.Tries)))
            return false;
        _states[activityId] = state with { Closed = true };
        return true;
    }

    public void End(string activityId, bool arrived) => _states[activityId] = new(_states[activityId].Tries + 1, time.GetTimestamp(), Closed: arrived);

    private static TimeSpan Wait(int tries) => TimeSpan.FromTicks(Math.Min(s_longest.Ticks, s_first.Ticks << Math.Min(tries - 1, 20)));

    /// <param name="Closed">Being tried, or arrived.</param>
    private readonly record struct State(int Tries, long LastTry, bool Closed);
}
