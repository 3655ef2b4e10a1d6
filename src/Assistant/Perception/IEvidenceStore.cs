using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>Evidence of earlier turns (written with the turn's record), found again by reference.</summary>
public interface IEvidenceStore
{
    /// <summary>In the order asked for; ids that are not there are left out.</summary>
    Task<IReadOnlyList<Evidence>> LoadAsync(ConversationKey conversation, IReadOnlyList<string> evidenceIds, CancellationToken cancellationToken);

    Task<Evidence?> FindByAttachmentAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken);
}
