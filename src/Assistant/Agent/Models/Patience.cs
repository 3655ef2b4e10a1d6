namespace Assistant.Agent.Models;

/// <summary>A token that fires when the caller cancels or when nothing has happened for too long. Renewed with each sign of life.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenRegistration _caller;

    public Patience(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _timer = new CancellationTokenSource(limit, time);
        _caller = caller.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), _timer);
    }

    public CancellationToken Token => _timer.Token;

    public void Renew(TimeSpan limit) => _timer.CancelAfter(limit);

    public void Dispose()
    {
        _caller.Dispose();
        _timer.Dispose();
    }
}
