using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Bounds the turns that run and the messages that wait. Singleton; thread-safe.</summary>
internal sealed class TurnLoad(IOptions<TurnOptions> options) : ITurnLoad, IDisposable
{
    private readonly SemaphoreSlim _running = new(options.Value.MaxConcurrent);
    private int _waiting;
    private long _begun;

    public bool HasRoom => Volatile.Read(ref _waiting) < options.Value.MaxWaiting;

    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Turns since the start.</summary>
    public long Begun => Volatile.Read(ref _begun);

    internal void Enqueued() => Count(1);

    internal void Done() => Count(-1);

    /// <summary>Runs a turn when there is room for one more.</summary>
    internal async Task RunAsync(Func<Task> turn, CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
        Interlocked.Increment(ref _begun);
        try
        {
            await turn();
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private void Count(int change)
    {
        Interlocked.Add(ref _waiting, change);
        TurnTelemetry.Waiting.Add(change);
    }
}
