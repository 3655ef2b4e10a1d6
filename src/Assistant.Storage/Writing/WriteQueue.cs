namespace Assistant.Storage.Writing;

/// <summary>Operations that wait for one writer thread. The thread sleeps in the kernel while there are none: a channel's blocking wait would spin, which costs a busy server a twentieth of its processor time.</summary>
internal sealed class WriteQueue
{
    private readonly Queue<WriteOperation> _waiting = new();
    private readonly object _gate = new();
    private bool _closed;

    /// <summary>False when the queue is closed.</summary>
    public bool TryAdd(WriteOperation operation)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            _waiting.Enqueue(operation);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits until there is something to write and moves at most <paramref name="most"/> operations, oldest first. False when the queue is closed and empty.</summary>
    public bool Take(List<WriteOperation> group, int most)
    {
        group.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            while (group.Count < most && _waiting.TryDequeue(out var operation))
                group.Add(operation);
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
