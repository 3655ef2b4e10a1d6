namespace Assistant.Perception;

/// <summary>Takes attachments in under the limit of their kind, told from their first bytes: a recording may be larger than a picture or a document.</summary>
public static class AttachmentIntake
{
    /// <summary>Stores what the stream holds.</summary>
    /// <exception cref="AttachmentTooLargeException">More than a file of its kind may have; nothing was kept.</exception>
    public static async Task<long> SaveAsync(this IAttachmentStore store, AttachmentOwner owner, string attachmentId, Stream content, PerceptionOptions limits, CancellationToken cancellationToken)
    {
        if (content.CanSeek)
            return await SaveWholeAsync(store, owner, attachmentId, content, limits, cancellationToken);
        await using var admitted = await AdmitAsync(content, limits, cancellationToken);
        return await store.SaveAsync(owner, attachmentId, admitted, limits.MostBytes, cancellationToken);
    }

    /// <summary>All of it is here, in a file or a spool: the store sees that it can be sought, and need not put it aside while it comes.</summary>
    private static async Task<long> SaveWholeAsync(IAttachmentStore store, AttachmentOwner owner, string attachmentId, Stream content, PerceptionOptions limits, CancellationToken cancellationToken)
    {
        var (start, head) = (content.Position, new byte[MediaKinds.HeaderLength]);
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = start;
        var most = limits.MaxBytesOf(head.AsSpan(0, length));
        return content.Length - start <= most
            ? await store.SaveAsync(owner, attachmentId, content, most, cancellationToken)
            : throw new AttachmentTooLargeException(most);
    }

    /// <summary>The same bytes; reading more than a file of its kind may have throws <see cref="AttachmentTooLargeException"/>. Leaves <paramref name="content"/> open.</summary>
    public static async Task<Stream> AdmitAsync(Stream content, PerceptionOptions limits, CancellationToken cancellationToken)
    {
        var head = new byte[MediaKinds.HeaderLength];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return new AdmittedStream(head.AsMemory(0, length), content, limits.MaxBytesOf(head.AsSpan(0, length)));
    }
}
