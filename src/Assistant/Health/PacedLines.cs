using System.Collections.Concurrent;

namespace Assistant.Health;

internal sealed class PacedLines(TimeProvider time) : IPacedLines
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public int Count(string what)
    {
        var line = _lines.GetOrAdd(what, _ => new());
        lock (line)
        {
            line.Since++;
            if (line.LastAt is { } last && time.GetElapsedTime(last) < s_pause)
                return 0;
            var count = line.Since;
            (line.LastAt, line.Since) = (time.GetTimestamp(), 0);
            return count;
        }
    }

    private sealed class Line
    {
        public long? LastAt { get; set; }
        public int Since { get; set; }
    }
}
