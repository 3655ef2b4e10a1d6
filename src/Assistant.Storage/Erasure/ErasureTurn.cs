using System.Diagnostics;
using Assistant.Storage.Keys;

namespace Assistant.Storage.Erasure;

/// <summary>Erasures come one after the other, in this process and among all that share the keys: two that end the same one would each remove and record half of it. Thread-safe.</summary>
internal sealed class ErasureTurn(KeyStore keys) : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);
    private readonly SemaphoreSlim _one = new(1);

    /// <returns>Held until it is disposed of; null when somebody else was at it all the time.</returns>
    /// <exception cref="Conversations.StorageUnavailableException">The key store is away.</exception>
    public async Task<IDisposable?> TakeAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        if (!await _one.WaitAsync(most, cancellationToken))
            return null;
        IDisposable? held = null;
        try
        {
            while ((held = keys.TryHoldErasures()) is null && Stopwatch.GetElapsedTime(started) < most)
                await Task.Delay(s_look, cancellationToken);
            return held is null ? null : new Held(_one, held);
        }
        finally
        {
            if (held is null)
                _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed class Held(SemaphoreSlim one, IDisposable among) : IDisposable
    {
        public void Dispose()
        {
            among.Dispose();
            one.Release();
        }
    }
}
