namespace Assistant.Conversations;

/// <summary>How long a step of a turn may take. When its time is over, what was found until then counts; when the turn is cancelled, nothing does.</summary>
internal sealed class StepTime(CancellationToken over, CancellationToken cancelled) : IDisposable
{
    private readonly CancellationTokenSource _either = CancellationTokenSource.CreateLinkedTokenSource(over, cancelled);

    /// <summary>Ends the step, for either reason.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>The exception came because time is up, not because the turn was cancelled.</summary>
    public bool IsOver(Exception exception) => exception is OperationCanceledException && over.IsCancellationRequested && !cancelled.IsCancellationRequested;

    public void Dispose() => _either.Dispose();
}
