using Assistant.Privacy;

namespace Assistant.Memory.Facts;

/// <summary>Keeps each person's ledger, under the person's key.</summary>
public interface IFactStore
{
    /// <summary>Null for a person of whom nothing is known. What is there under a destroyed key is empty, and has its version.</summary>
    Task<StoredLedger?> LoadAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <param name="version">Of the ledger that the state was made from; 0 for none.</param>
    /// <param name="change">What the log says of it, in the same transaction; null for nothing.</param>
    /// <param name="said">The message that was learnt from, in whose log it must still be, and which must not be passed over; null for none.</param>
    Task<LedgerSave> SaveAsync(ContentOwner person, LedgerState state, long version, MemoryEvent? change, SaidMessage? said, CancellationToken cancellationToken);

    /// <summary>Leaves an empty ledger of a higher version, by which whoever learns meanwhile finds out.</summary>
    /// <param name="change">What the log says of it, in the same transaction; null for nothing.</param>
    Task ClearAsync(ContentOwner person, MemoryEvent? change, CancellationToken cancellationToken);

    /// <summary>As a part of erasing the person; what they have said since, under a new key, stays.</summary>
    Task RemoveAsync(ContentOwner person, CancellationToken cancellationToken);
}

public enum LedgerSave
{
    Saved,

    /// <summary>Somebody else was faster: load again.</summary>
    Behind,

    /// <summary>The log does not hold the message any more: its person was erased meanwhile. Or it was passed over since: they had everything forgotten, or it was said in a pause that has ended.</summary>
    NotToLearn,
}

/// <param name="Version">From 1; one more with each save.</param>
public sealed record StoredLedger(LedgerState State, long Version);
