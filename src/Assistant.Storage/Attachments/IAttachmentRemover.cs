using Assistant.Conversations;

namespace Assistant.Storage.Attachments;

/// <summary>Removes every attachment of a conversation that is not a row of the database.</summary>
internal interface IAttachmentRemover
{
    Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Removes attachments, wherever they are. Nothing is written when none of them is there.</summary>
    /// <returns>How many of them were.</returns>
    Task<long> RemoveAsync(ConversationKey conversation, IReadOnlyCollection<string> attachmentIds, CancellationToken cancellationToken);

    /// <summary>Removes what an emptied conversation has left that is not a row of the database: uploads of before a time whose message never came, and its folder.</summary>
    Task RemoveLeftAsync(ConversationKey conversation, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>How many there are that <see cref="RemoveSealedAsync"/> would remove.</summary>
    Task<long> CountSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken);

    /// <summary>Removes the attachments that were sealed with a key, when they are not rows of the database.</summary>
    /// <returns>How many.</returns>
    Task<long> RemoveSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken);
}
