using Assistant.Privacy;

namespace Assistant.Memory.Facts;

/// <summary>Keeps each person's ledger, under the person's key.</summary>
public interface IFactStore
{
    /// <summary>Null for a person of whom nothing is known.</summary>
    Task<StoredLedger?> LoadAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <param name="version">Of the ledger that the state was made from; 0 for none.</param>
    /// <param name="change">What the log says of it, in the same transaction; null for nothing.</param>
    /// <returns>False when somebody else was faster: load again.</returns>
    Task<bool> SaveAsync(ContentOwner person, LedgerState state, long version, MemoryEvent? change, CancellationToken cancellationToken);

    /// <param name="change">What the log says of it when there was one; null in an erasure, which takes the log, too.</param>
    /// <returns>False when there was none.</returns>
    Task<bool> RemoveAsync(ContentOwner person, MemoryEvent? change, CancellationToken cancellationToken);
}

/// <param name="Version">From 1; one more with each save.</param>
public sealed record StoredLedger(LedgerState State, long Version);
