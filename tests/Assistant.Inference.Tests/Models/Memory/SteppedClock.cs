namespace Assistant.Inference.Tests.Models.Memory;

/// <summary>A clock that goes only when it is told to, and its timers with it.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state), period, GetTimestamp() + dueTime.Ticks);
        _timers.Add(timer);
        return timer;
    }

    public void Step(TimeSpan span)
    {
        Interlocked.Add(ref _now, span.Ticks);
        foreach (var timer in _timers)
            timer.RunUntil(GetTimestamp());
    }

    private sealed class Timer(Action tick, TimeSpan period, long next) : ITimer
    {
        private long _next = next;

        public void RunUntil(long now)
        {
            for (; _next <= now; _next += period.Ticks)
                tick();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => _next = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
