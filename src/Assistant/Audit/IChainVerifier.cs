namespace Assistant.Audit;

/// <summary>Tells whether the log is as it was written.</summary>
public interface IChainVerifier
{
    /// <summary>A report a tenant.</summary>
    /// <param name="progress">Told how many records have been read; null for nobody.</param>
    /// <exception cref="Conversations.StorageUnavailableException">The log or the keys are away.</exception>
    Task<IReadOnlyList<ChainReport>> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken);
}
