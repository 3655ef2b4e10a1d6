namespace Assistant.Memory.Facts;

/// <summary>All of a ledger, for a store to keep: what was said, and what was used when.</summary>
public sealed record LedgerState(IReadOnlyList<KeptStatement> Statements, IReadOnlyList<FactUses> Uses);
