using Assistant.Conversations;

namespace Assistant.Storage.Attachments;

/// <summary>Removes every attachment of a conversation that is not a row of the database.</summary>
internal interface IAttachmentRemover
{
    Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken);
}
