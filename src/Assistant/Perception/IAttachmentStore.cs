namespace Assistant.Perception;

/// <summary>The bytes of attachments, kept as given. Shared by all replicas.</summary>
public interface IAttachmentStore
{
    /// <summary>Stores what the stream holds; durable when the task ends. The id is the caller's, unique. What can be sought is all here; the rest may still be coming.</summary>
    /// <exception cref="AttachmentTooLargeException">More than <paramref name="maxBytes"/>; nothing was kept.</exception>
    Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>A seekable stream, or null when there is no such attachment of this owner's conversation.</summary>
    Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken);

    /// <summary>Removes one. Of several who do so at once, on whichever replica, exactly one is told that it was there.</summary>
    Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken);
}

/// <summary>Whose attachment: the conversation it was sent in and the person who sent it (the subject of erasure).</summary>
public sealed record AttachmentOwner(Conversations.ConversationKey Conversation, string SubjectId);

public sealed class AttachmentTooLargeException(long maxBytes) : IOException($"The attachment is larger than {maxBytes} bytes.")
{
    public long MaxBytes { get; } = maxBytes;
}
