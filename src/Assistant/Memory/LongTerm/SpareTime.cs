using Assistant.Conversations;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// Lets costly work that may be left out take at most a share of the time, one at a time: after work that took t none begins for t (1 - share) / share.
/// A server where turns are few does all of it, one where many begin none, and turns never wait. Thread-safe.
/// </summary>
/// <param name="share">Above 0, at most 1.</param>
internal sealed class SpareTime(double share, TurnPace pace, TimeProvider time)
{
    private long _from = long.MinValue;
    private int _busy;

    /// <returns>False, without beginning the work, when there is no time for it.</returns>
    public async Task<(bool Done, T? Result)> TryAsync<T>(Func<Task<T>> work)
    {
        var started = time.GetTimestamp();
        if (started < Volatile.Read(ref _from) || !pace.IsQuiet || Interlocked.CompareExchange(ref _busy, 1, 0) == 1)
            return (false, default);
        try
        {
            return (true, await work());
        }
        finally
        {
            var now = time.GetTimestamp();
            Volatile.Write(ref _from, now + (long)((now - started) * (1 - share) / share));
            Volatile.Write(ref _busy, 0);
        }
    }
}
