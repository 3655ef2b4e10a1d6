namespace Assistant.Privacy;

/// <summary>Holds an erasure's receipt against this installation.</summary>
public interface IReceiptCheck
{
    /// <summary>What speaks against the receipt, a sentence each: another signing key, a key that is there still, a chain that does not have the heads or the record of the erasure. Empty when nothing does.</summary>
    /// <exception cref="Conversations.StorageUnavailableException">The log or the keys are away.</exception>
    Task<IReadOnlyList<string>> ProblemsOfAsync(ErasureReceipt receipt, CancellationToken cancellationToken);
}
