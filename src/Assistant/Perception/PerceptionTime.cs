namespace Assistant.Perception;

/// <summary>How long a message's attachments may take. When it is over, what was read until then counts; when the turn is cancelled, nothing does.</summary>
internal sealed class PerceptionTime : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _cancelled;

    public PerceptionTime(TimeSpan deadline, TimeProvider time, CancellationToken cancellationToken)
    {
        _deadline = new(deadline, time);
        _cancelled = cancellationToken;
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, cancellationToken);
    }

    /// <summary>Ends the reading, for either reason.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>The exception came because time is up, not because the turn was cancelled.</summary>
    public bool IsOver(Exception exception) => exception is OperationCanceledException && _deadline.IsCancellationRequested && !_cancelled.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
