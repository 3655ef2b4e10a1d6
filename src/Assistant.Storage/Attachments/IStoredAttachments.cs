using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Storage.Attachments;

/// <summary>Every attachment that is there, as the store itself calls it and its conversation, for whoever looks for those that no message has.</summary>
internal interface IStoredAttachments
{
    string PlaceOf(ConversationKey conversation);

    string NameOf(string attachmentId);

    /// <summary>Conversations of which something is there.</summary>
    Task<IReadOnlyList<string>> PlacesAsync(CancellationToken cancellationToken);

    /// <summary>What is there of one, with what an upload that broke off has left.</summary>
    Task<IReadOnlyList<string>> NamesAsync(string place, CancellationToken cancellationToken);

    /// <summary>Who sent it; null when that is not known (any more).</summary>
    Task<ContentOwner?> OwnerAsync(string place, string name, CancellationToken cancellationToken);

    Task RemoveAsync(string place, string name, CancellationToken cancellationToken);
}
