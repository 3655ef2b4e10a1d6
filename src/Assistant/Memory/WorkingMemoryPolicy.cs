namespace Assistant.Memory;

/// <summary>Step 8: what the next turn will know: the newest turns whole, within bounds.</summary>
internal sealed class WorkingMemoryPolicy
{
    private readonly int _maxTurns = 20;
    private const int MaxEvidence = 200;

    /// <summary>The state after a finished turn; its version is one more.</summary>
    public Task<WorkingMemoryState> NextAsync(WorkingMemoryState state, RememberedTurn turn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new WorkingMemoryState(state.Version + 1, state.Summary, [.. state.Turns.TakeLast(_maxTurns - 1), turn], [.. turn.EvidenceIds.Union(state.EvidenceIds).Take(MaxEvidence)]));
    }
}
