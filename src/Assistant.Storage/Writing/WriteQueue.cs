using System.Diagnostics;

namespace Assistant.Storage.Writing;

/// <summary>
/// Operations that wait for one writer thread. The thread sleeps in the kernel while there are none: a channel's blocking wait would spin, which costs a busy server a twentieth of its processor time.
/// Where operations come one after the other it lets the first wait a moment for those behind it: a commit costs the same for one as for ten. Who comes alone is never held up.
/// </summary>
/// <param name="most">Operations of a group.</param>
/// <param name="forCompany">How long the first of a group waits at most.</param>
internal sealed class WriteQueue(int most, TimeSpan forCompany)
{
    /// <summary>Many are on their way where so little time lies between two of them, on average over the last dozen or two.</summary>
    private static readonly long s_dense = Stopwatch.Frequency / 1_000;

    private static readonly long s_sparse = Stopwatch.Frequency / 10;
    private readonly Queue<WriteOperation> _waiting = new();
    private readonly object _gate = new();
    private bool _closed;
    private bool _hadCompany;
    private long _between = s_sparse;
    private long _lastAt;
    private long _firstAt;

    /// <summary>False when the queue is closed.</summary>
    public bool TryAdd(WriteOperation operation)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            var now = Stopwatch.GetTimestamp();
            _between += (Math.Min(now - _lastAt, s_sparse) - _between) / 16;
            _lastAt = now;
            _waiting.Enqueue(operation);
            if (_waiting.Count == 1)
                _firstAt = now;
            if (_waiting.Count == 1 || _waiting.Count == most)
                Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits until there is something to write and moves a group of it, oldest first. False when the queue is closed and empty.</summary>
    public bool Take(List<WriteOperation> group)
    {
        group.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            while (_hadCompany && _between < s_dense && _waiting.Count < most && !_closed && forCompany - Stopwatch.GetElapsedTime(_firstAt) is { Ticks: > 0 } left)
                Monitor.Wait(_gate, (int)Math.Ceiling(left.TotalMilliseconds));
            while (group.Count < most && _waiting.TryDequeue(out var operation))
                group.Add(operation);
            _hadCompany = group.Count > 1;
        }
        return group.Count > 0;
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
