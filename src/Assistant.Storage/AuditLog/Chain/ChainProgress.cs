using Assistant.Storage.Keys;
using Microsoft.Extensions.Options;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Counts records since the last signature, and wakes whoever signs. One waits.</summary>
internal sealed class ChainProgress(IOptions<PrivacyOptions> options, TimeProvider time)
{
    private TaskCompletionSource _any = New();
    private TaskCompletionSource _many = New();
    private int _records;

    public void Appended(int records)
    {
        if (records == 0)
            return;
        var before = Interlocked.Add(ref _records, records) - records;
        if (before == 0)
            Volatile.Read(ref _any).TrySetResult();
        if (before < options.Value.SignEvery && before + records >= options.Value.SignEvery)
            Volatile.Read(ref _many).TrySetResult();
    }

    /// <summary>Returns when enough was appended, or something a while ago.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _any.Task.WaitAsync(cancellationToken);
        await Task.WhenAny(_many.Task, Task.Delay(options.Value.SignAfter, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        Volatile.Write(ref _any, New());
        Volatile.Write(ref _many, New());
        Interlocked.Exchange(ref _records, 0);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
