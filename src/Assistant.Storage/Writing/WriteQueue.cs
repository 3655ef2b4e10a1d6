namespace Assistant.Storage.Writing;

/// <summary>
/// Operations that wait for one writer thread. The thread sleeps in the kernel while there are none: a channel's blocking wait would spin, which costs a busy server a twentieth of its processor time.
/// Where many come close together it lets the first of them wait a moment for those behind it: a commit costs about the same for one as for ten. Where one or two callers take turns nobody is held up.
/// </summary>
/// <param name="most">Operations of a group.</param>
/// <param name="forCompany">How long the first of a group waits, to a millisecond.</param>
internal sealed class WriteQueue(int most, TimeSpan forCompany, TimeProvider time)
{
    private const int ManyTogether = 3;

    // Between two operations, on average over the last dozen or two.
    private static readonly TimeSpan s_dense = TimeSpan.FromMilliseconds(1), s_sparse = TimeSpan.FromMilliseconds(100);
    private readonly Queue<WriteOperation> _waiting = new();
    private readonly object _gate = new();
    private bool _closed;
    private int _lastGroup;
    private TimeSpan _between = s_sparse;
    private long _lastAt;
    private long _firstAt;

    /// <summary>False when the queue is closed.</summary>
    public bool TryAdd(WriteOperation operation)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            var now = time.GetTimestamp();
            var since = time.GetElapsedTime(_lastAt, now);
            _between += ((since < s_sparse ? since : s_sparse) - _between) / 16;
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
            while (_lastGroup >= ManyTogether && _between < s_dense && _waiting.Count < most && !_closed && LeftForCompany() is > 0 and var milliseconds)
                Monitor.Wait(_gate, milliseconds);
            while (group.Count < most && _waiting.TryDequeue(out var operation))
                group.Add(operation);
            _lastGroup = group.Count;
        }
        return group.Count > 0;
    }

    private int LeftForCompany() => (int)Math.Round((forCompany - time.GetElapsedTime(_firstAt)).TotalMilliseconds);

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
