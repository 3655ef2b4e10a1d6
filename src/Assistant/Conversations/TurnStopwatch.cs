using System.Diagnostics;

namespace Assistant.Conversations;

/// <summary>Times the steps of one turn: a span, a histogram and an entry of the log each.</summary>
internal sealed class TurnStopwatch(TimeProvider time)
{
    private readonly Dictionary<string, double> _milliseconds = new(4);

    public IReadOnlyDictionary<string, double> Milliseconds => _milliseconds;

    public Step Begin(string name) => new(this, name, TurnTelemetry.Source.StartActivity(name), time.GetTimestamp());

    internal readonly struct Step(TurnStopwatch watch, string name, Activity? span, long started) : IDisposable
    {
        public void Dispose()
        {
            var elapsed = watch.Elapsed(started);
            watch._milliseconds[name] = Math.Round(elapsed.TotalMilliseconds, 3);
            TurnTelemetry.StepSeconds.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("step", name));
            span?.Dispose();
        }
    }

    private TimeSpan Elapsed(long started) => time.GetElapsedTime(started);
}
