using System.Data;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Attachments;

/// <summary>Attachments as rows of one megabyte, so that every replica has them. PostgreSQL.</summary>
internal sealed class DatabaseAttachmentStore(GroupCommitWriter writer, StoreReader reader, ContentCodec content) : IAttachmentStore, IAttachmentRemover
{
    private const int ChunkBytes = 1024 * 1024;

    private static readonly Statement s_insert = new(
        """
        INSERT INTO attachments (conversation, attachment_id, position, tenant, subject, payload)
        VALUES (@conversation, @attachment, @position, @tenant, @subject, @payload) ON CONFLICT (conversation, attachment_id, position) DO NOTHING
        """,
        ("conversation", DbType.String), ("attachment", DbType.String), ("position", DbType.Int32), ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    private static readonly Statement s_remove = new(
        "DELETE FROM attachments WHERE conversation = @conversation AND attachment_id = @attachment AND tenant = @tenant AND subject = @subject",
        ("conversation", DbType.String), ("attachment", DbType.String), ("tenant", DbType.String), ("subject", DbType.String));

    public async Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        var protectedBy = new ContentOwner(owner.Conversation.Tenant, owner.SubjectId);
        await using var bounded = new BoundedStream(stream, maxBytes);
        var stored = new List<byte[]>();
        var buffer = new byte[ChunkBytes];
        int read;
        while ((read = await bounded.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, cancellationToken)) > 0)
            stored.Add(content.Protect(protectedBy, buffer[..read]));
        if (stored.Count == 0)
            stored.Add(content.Protect(protectedBy, []));
        var key = owner.Conversation.ToString();
        await writer.WriteAsync(owner.Conversation, session =>
        {
            foreach (var (position, chunk) in stored.Index())
                session.Execute(s_insert, key, attachmentId, position, protectedBy.Tenant, protectedBy.SubjectId, chunk);
            return true;
        });
        return bounded.BytesRead;
    }

    public async Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken)
    {
        var chunks = await reader.QueryAsync(
            "SELECT tenant, subject, payload FROM attachments WHERE conversation = @key AND attachment_id = @attachment ORDER BY position",
            row => content.Reveal(new ContentOwner(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)),
            cancellationToken, ("key", owner.Conversation.ToString()), ("attachment", attachmentId));
        if (chunks.Count == 0)
            return null;
        var whole = new MemoryStream(chunks.Sum(chunk => chunk.Length));
        foreach (var chunk in chunks)
            whole.Write(chunk);
        whole.Position = 0;
        return whole;
    }

    public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => writer.WriteAsync(
        owner.Conversation, session => session.Execute(s_remove, owner.Conversation.ToString(), attachmentId, owner.Conversation.Tenant, owner.SubjectId) > 0);

    /// <summary>The rows go with the conversation's others.</summary>
    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The rows go with the conversation's others.</summary>
    public Task<bool> RemoveAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <summary>The rows go with the conversation's others.</summary>
    public Task RemoveLeftAsync(ConversationKey conversation, DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The rows are counted with the person's others.</summary>
    public Task<long> CountSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken) => Task.FromResult(0L);

    /// <summary>The rows go with the person's others.</summary>
    public Task<long> RemoveSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken) => Task.FromResult(0L);
}
