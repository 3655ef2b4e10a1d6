namespace Assistant.Memory.Facts;

/// <summary>Opens ledgers.</summary>
public static class FactLedgers
{
    /// <summary>A ledger from what a store kept; null for a user of whom nothing is known.</summary>
    public static IFactLedger Open(LedgerState? state = null) => state is null ? new FactLedger() : new FactLedger(state);
}
