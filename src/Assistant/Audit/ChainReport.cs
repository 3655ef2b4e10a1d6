namespace Assistant.Audit;

/// <summary>What verifying one tenant's chain found.</summary>
/// <param name="Records">Of the chain, up to the first bad one.</param>
/// <param name="Rows">Of the log whose content was compared with the chain.</param>
/// <param name="SignedTo">The last record under a good signature; 0 for none.</param>
/// <param name="Problems">Empty when all is as it was written; the first is the first in the chain.</param>
public sealed record ChainReport(string Tenant, long Records, long Rows, long SignedTo, IReadOnlyList<ChainProblem> Problems)
{
    public bool IsIntact => Problems.Count == 0;
}

/// <param name="Sequence">Of the record; null when no record of the chain is concerned.</param>
public sealed record ChainProblem(long? Sequence, string What);
