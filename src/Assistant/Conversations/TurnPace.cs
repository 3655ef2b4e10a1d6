namespace Assistant.Conversations;

/// <summary>Whether turns leave room for work that is good to have and need not be: sampled at most once a second. Thread-safe.</summary>
internal sealed class TurnPace(TurnLoad load, TimeProvider time)
{
    private const double TurnsASecond = 20;

    private static readonly TimeSpan s_sample = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long _at = time.GetTimestamp();
    private long _begun;
    private bool _quiet = true;

    /// <summary>Fewer than 20 turns a second have begun since the last sample.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_lock)
            {
                var (now, begun) = (time.GetTimestamp(), load.Begun);
                if (time.GetElapsedTime(_at, now) is var elapsed && elapsed >= s_sample)
                    (_quiet, _at, _begun) = ((begun - _begun) / elapsed.TotalSeconds < TurnsASecond, now, begun);
                return _quiet;
            }
        }
    }
}
