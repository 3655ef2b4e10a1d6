using Assistant.Conversations;

namespace Assistant.Perception;

/// <summary>Evidence of earlier turns (written with the turn's record), found again by reference.</summary>
public interface IEvidenceStore
{
    /// <summary>In the order asked for; ids that are not there are left out.</summary>
    Task<IReadOnlyList<Evidence>> LoadAsync(ConversationKey conversation, IReadOnlyList<string> evidenceIds, CancellationToken cancellationToken);

    /// <summary>References to what was read last, of stopped turns too, newest first; without what came with deleted messages.</summary>
    Task<IReadOnlyList<EvidenceReference>> NewestAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken);

    Task<Evidence?> FindByAttachmentAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken);
}

/// <param name="MayBeEdited">The text of its message was changed since, or may have been: of one that was stopped the log does not tell.</param>
public sealed record EvidenceReference(string Id, bool MayBeEdited);
