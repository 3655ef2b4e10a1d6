using System.Runtime.InteropServices;

namespace Assistant.Server.Commands;

/// <summary>Ctrl+C while an answer is coming stops the answer; once more, or when none is coming, it ends the program. SIGTERM ends it.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration[] _signals;
    private CancellationTokenSource? _answer;

    public Interrupts() => _signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = Interrupt()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = Terminate()),
    ];

    /// <summary>The program is to end.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>Runs what brings an answer; its first token stops the answer, its second ends the program.</summary>
    public async Task<T> AnswerAsync<T>(Func<CancellationToken, CancellationToken, Task<T>> answer)
    {
        using var stop = new CancellationTokenSource();
        lock (_gate)
            _answer = stop;
        try
        {
            return await answer(stop.Token, _end.Token);
        }
        finally
        {
            lock (_gate)
                _answer = null;
        }
    }

    /// <returns>Whether the program goes on by itself; false where it was already told to end: then the system ends it.</returns>
    internal bool Interrupt()
    {
        lock (_gate)
        {
            if (_answer is { IsCancellationRequested: false } answer)
            {
                answer.Cancel();
                return true;
            }
        }
        return Terminate();
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _end.Dispose();
    }

    private bool Terminate()
    {
        if (_end.IsCancellationRequested)
            return false;
        _end.Cancel();
        return true;
    }
}
