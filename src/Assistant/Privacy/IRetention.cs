namespace Assistant.Privacy;

/// <summary>Removes what has been kept as long as the rules say.</summary>
public interface IRetention
{
    /// <exception cref="Conversations.StorageUnavailableException">The store is away; what was removed stays removed, and the rest goes next time.</exception>
    Task<IReadOnlyList<RetentionResult>> ApplyAsync(CancellationToken cancellationToken);
}

/// <param name="Rule">As configured: "recordings in msteams after 7 days".</param>
/// <param name="Removed">By kind of row or file.</param>
/// <param name="Held">Conversations of persons under a legal hold that were passed over.</param>
public sealed record RetentionResult(string Rule, IReadOnlyDictionary<string, long> Removed, int Held)
{
    /// <summary>Conversations, and persons' memories, that could not be read: the rule was not applied to them.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}

/// <summary>Persons whose data must be kept, whatever the rules and whoever asks: retention passes over them, erasure is refused.</summary>
public interface ILegalHolds
{
    /// <exception cref="ErasureBegunException">There is nothing left to be kept.</exception>
    Task SetAsync(ContentOwner person, string by, CancellationToken cancellationToken);

    /// <returns>False when there was none.</returns>
    Task<bool> ReleaseAsync(ContentOwner person, string by, CancellationToken cancellationToken);

    Task<IReadOnlyList<ContentOwner>> ListAsync(CancellationToken cancellationToken);

    Task<bool> ContainsAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <exception cref="LegalHoldException">Somebody who has said something in the conversation is under a legal hold.</exception>
    Task RefuseAsync(Conversations.ConversationKey conversation, CancellationToken cancellationToken);

    /// <exception cref="LegalHoldException">The person is under a legal hold.</exception>
    async Task RefuseAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        if (await ContainsAsync(person, cancellationToken))
            throw new LegalHoldException();
    }
}

/// <summary>The person is under a legal hold: nothing of theirs may be removed before it is released.</summary>
public sealed class LegalHoldException(string? message = null) : Exception(message ?? "This person is under a legal hold: release it first (audit release).");
