using Assistant.Conversations;

namespace Assistant.Privacy;

/// <summary>Erasures that persons ask for themselves, in a conversation: noted at once, done when the conversation has been answered, as the answer goes with them. Thread-safe.</summary>
public interface IErasureRequests
{
    /// <summary>Durable when the task ends, and in the log's chain: a crash only delays it. The same request again changes nothing.</summary>
    /// <param name="conversation">Where it was asked for.</param>
    /// <returns>The number of the receipt to come: the person's pseudonym.</returns>
    /// <exception cref="LegalHoldException">Nothing will be erased.</exception>
    Task<string> AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken);
}

/// <summary>The receipts of all erasures, as they are kept with the keys.</summary>
public interface IErasureReceipts
{
    /// <summary>Oldest first.</summary>
    IReadOnlyList<ErasureReceipt> All();
}
