namespace Assistant.Inference.Models.Memory;

/// <summary>
/// Why a model could not be loaded, for as long as another try would not help: until its files are others; where it may pass (scarce memory, files that are being replaced) for a minute,
/// then two, four and so on up to an hour. Thread-safe.
/// </summary>
/// <param name="mark">Tells its files from others (<see cref="FilesMark.AtAGlance"/>).</param>
internal sealed class LoadFailures(Func<string> mark, TimeProvider clock)
{
    // Minutes.
    private const int LongestPause = 60;

    // Files are not looked at more often, and nothing is tried again sooner.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Failure? _last;
    private int _passing;

    /// <param name="seen">The mark of the files that failed.</param>
    public void Keep(Exception cause, string seen)
    {
        lock (_gate)
            _last = ModelUnavailableException.MayPass(cause) ? new(cause, null, clock.GetTimestamp(), TimeSpan.FromMinutes(Math.Min(1 << Math.Min(_passing++, 6), LongestPause))) : new(cause, seen, clock.GetTimestamp(), s_look);
    }

    /// <summary>It is loaded.</summary>
    public void Forget()
    {
        lock (_gate)
            _last = null;
    }

    /// <summary>It was of use: what failed before has passed, and the next pause is a short one.</summary>
    public void HavePassed()
    {
        lock (_gate)
            _passing = 0;
    }

    /// <summary>What became of the last try, while it holds.</summary>
    /// <param name="regardless">It holds, whatever the time and the files are.</param>
    public Exception? Current(bool regardless)
    {
        Failure last;
        lock (_gate)
        {
            if (_last is null)
                return null;
            last = _last;
            if (regardless || clock.GetElapsedTime(last.Since) < last.Holds)
                return last.Cause;
        }
        var holds = last.Mark is not null && last.Mark == mark();
        lock (_gate)
            if (_last == last)
                _last = holds ? last with { Since = clock.GetTimestamp() } : null;
        return holds ? last.Cause : null;
    }

    /// <param name="Mark">Null when it may pass.</param>
    private sealed record Failure(Exception Cause, string? Mark, long Since, TimeSpan Holds);
}
