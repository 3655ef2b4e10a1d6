using Assistant.Conversations;

namespace Assistant.Agent;

/// <summary>How long a model may think: until its turn is overdue, when what it has said must do, or until somebody stops it.</summary>
internal sealed class ThinkingTime(CancellationToken overdue, CancellationToken stopped) : IDisposable
{
    private readonly CancellationTokenSource _ends = CancellationTokenSource.CreateLinkedTokenSource(overdue, stopped);

    public CancellationToken Token => _ends.Token;

    /// <summary>Overdue, and nobody stopped it.</summary>
    public bool IsOver => overdue.IsCancellationRequested && !stopped.IsCancellationRequested;

    public static LanguageModelException Exceeded() => new(TurnProblem.DeadlineExceeded, "The model took longer than a turn may.");

    public void Dispose() => _ends.Dispose();
}
