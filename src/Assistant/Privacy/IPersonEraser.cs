namespace Assistant.Privacy;

/// <summary>Erases a person: their key is destroyed, so that nothing of theirs can be read again anywhere, backups included; what lies about is removed, and a signed receipt says so.</summary>
public interface IPersonEraser
{
    /// <summary>Works for a person of whom nothing is stored, too: the receipt then counts nothing. Cancelling leaves an erasure that the next start finishes.</summary>
    /// <exception cref="LegalHoldException">Nothing was erased.</exception>
    /// <exception cref="Conversations.StorageUnavailableException">The log or the key store is away; begun or not, it is finished at the next start.</exception>
    Task<ErasureReceipt> EraseAsync(ContentOwner person, string requestedBy, CancellationToken cancellationToken);

    /// <summary>The same for a person who asked for it themselves: once, however many processes look for such requests.</summary>
    /// <returns>Null when another has done it meanwhile.</returns>
    /// <exception cref="LegalHoldException">Nothing was erased.</exception>
    /// <exception cref="Conversations.StorageUnavailableException">As with <see cref="EraseAsync"/>.</exception>
    Task<ErasureReceipt?> EraseRequestedAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Asks whether somebody may be erased now; <see cref="EraseAsync"/> asks again. For whoever has several ids, all of which go or none.</summary>
    /// <exception cref="LegalHoldException">They may not.</exception>
    Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Ends erasures that a crash interrupted.</summary>
    Task<IReadOnlyList<ErasureReceipt>> FinishAsync(CancellationToken cancellationToken);
}

/// <summary>A store of a person's content that erasure has to empty, beside the log.</summary>
public interface IPersonalStore
{
    /// <summary>As the receipt names it: "memory_items".</summary>
    string Kind { get; }

    /// <summary>How much there is, while it can be read still.</summary>
    Task<long> CountAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Removes all of the person's from disk and from memory.</summary>
    /// <returns>How many.</returns>
    Task<long> EraseAsync(ContentOwner person, CancellationToken cancellationToken);
}
