using Assistant.Conversations;

namespace Assistant.Storage.Attachments;

/// <summary>Removes every attachment of a conversation that is not a row of the database.</summary>
internal interface IAttachmentRemover
{
    Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Removes one attachment, when it is not a row of the database.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> RemoveAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken);

    /// <summary>Removes the attachments that were sealed with a key, when they are not rows of the database.</summary>
    /// <returns>How many.</returns>
    Task<long> RemoveSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken);
}
