using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Bounds the turns that run and the messages that wait. Singleton; thread-safe.</summary>
internal sealed class TurnLoad(IOptions<TurnOptions> options) : ITurnLoad, IDisposable
{
    private readonly SemaphoreSlim _running = new(options.Value.MaxConcurrent);
    private int _waiting;

    public bool HasRoom => Volatile.Read(ref _waiting) < options.Value.MaxWaiting;

    public int Waiting => Volatile.Read(ref _waiting);

    internal void Enqueued() => Count(1);

    internal void Done() => Count(-1);

    /// <summary>Runs a turn when there is room for one more.</summary>
    internal async Task RunAsync(Func<Task> turn, CancellationToken cancellationToken)
    {
        await _running.WaitAsync(cancellationToken);
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
