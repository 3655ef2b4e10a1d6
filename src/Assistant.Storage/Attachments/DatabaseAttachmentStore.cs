using System.Data;
using System.Data.Common;
using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Attachments;

/// <summary>Attachments as rows of one megabyte, so that every replica has them; written and read a few rows at a time, whatever their size. PostgreSQL.</summary>
internal sealed class DatabaseAttachmentStore(GroupCommitWriter writer, StoreReader reader, ContentCodec content) : IAttachmentStore, IAttachmentRemover, IStoredAttachments
{
    private const int ChunkBytes = 1024 * 1024;
    private const int ChunksAtOnce = 16;
    private const string OfAttachment = "conversation = @conversation AND attachment_id = @attachment";

    private static readonly Statement s_insert = new(
        $"""
        INSERT INTO attachments (conversation, attachment_id, position, tenant, subject, payload)
        VALUES (@conversation, @attachment, @position, @tenant, @subject, {DestroyedKeys.Unless("@key", "@payload")}) ON CONFLICT (conversation, attachment_id, position) DO NOTHING
        """,
        ("conversation", DbType.String), ("attachment", DbType.String), ("position", DbType.Int32), ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary), ("key", DbType.String));

    private static readonly Statement s_remove = new(
        "DELETE FROM attachments WHERE conversation = @conversation AND attachment_id = @attachment AND tenant = @tenant AND subject = @subject",
        ("conversation", DbType.String), ("attachment", DbType.String), ("tenant", DbType.String), ("subject", DbType.String));

    private static readonly Statement s_removeAnybodys = new($"DELETE FROM attachments WHERE {OfAttachment}", ("conversation", DbType.String), ("attachment", DbType.String));

    private static readonly Statement s_removeBehind = new($"DELETE FROM attachments WHERE {OfAttachment} AND position >= @position", ("conversation", DbType.String), ("attachment", DbType.String), ("position", DbType.Int32));

    public async Task<long> SaveAsync(AttachmentOwner owner, string attachmentId, Stream stream, long maxBytes, CancellationToken cancellationToken)
    {
        await using var bounded = new BoundedStream(stream, maxBytes);
        var first = await ReadAsync(bounded, cancellationToken);
        if (first.Count < ChunksAtOnce)
        {
            await WriteAsync(owner, attachmentId, 0, first.Count > 0 ? first : [[]]);
            return bounded.BytesRead;
        }
        // Too much to hold: nothing is written before all of it has come, as what can be sought has. Without its first row it is not there, so that row is written last.
        using var spool = stream.CanSeek ? null : await SealedFile.SpoolAsync(bounded, cancellationToken);
        // Rows that are there are an earlier try's, which may go on still: of the same file, as its id is the message's.
        await WriteAsync(owner, attachmentId, 1, first[1..]);
        await using var rest = spool?.OpenRead() ?? bounded;
        var position = first.Count;
        while (await ReadAsync(rest, cancellationToken) is { Count: > 0 } next)
        {
            await WriteAsync(owner, attachmentId, position, next);
            position += next.Count;
        }
        await WriteAsync(owner, attachmentId, 0, first[..1], endsAt: position);
        return bounded.BytesRead;
    }

    public async Task<Stream?> OpenAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken)
    {
        var (conversation, attachment) = (("conversation", (object)owner.Conversation.ToString()), ("attachment", (object)attachmentId));
        var last = await reader.QueryAsync(
            $"SELECT tenant, subject, payload, position FROM attachments WHERE {OfAttachment} AND EXISTS (SELECT 1 FROM attachments WHERE {OfAttachment} AND position = 0) ORDER BY position DESC LIMIT 1",
            row => (Position: row.GetInt32(3), Chunk: Reveal(row)), cancellationToken, conversation, attachment);
        if (last is not [var (position, end)])
            return null;
        return new ChunkedStream(ChunkBytes, position, end, async (number, token) =>
            await reader.QueryAsync($"SELECT tenant, subject, payload FROM attachments WHERE {OfAttachment} AND position = @position", Reveal, token, conversation, attachment, ("position", number)) is [var chunk]
                ? chunk
                : throw new StorageUnavailableException("An attachment was removed while it was read."));
    }

    private byte[] Reveal(DbDataReader row) => content.Reveal(new ContentOwner(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2));

    /// <summary>The next chunks, as many as are held at once.</summary>
    private static async Task<List<byte[]>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var (chunks, buffer) = (new List<byte[]>(), new byte[ChunkBytes]);
        while (chunks.Count < ChunksAtOnce && await stream.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, cancellationToken) is var read and > 0)
            chunks.Add(buffer[..read]);
        return chunks;
    }

    /// <param name="endsAt">The number of the file's rows, when it is whole: what lies behind is of none.</param>
    private Task<bool> WriteAsync(AttachmentOwner owner, string attachmentId, int first, List<byte[]> chunks, int? endsAt = null)
    {
        var (key, protectedBy) = (owner.Conversation.ToString(), new ContentOwner(owner.Conversation.Tenant, owner.SubjectId));
        var stored = chunks.ConvertAll(chunk => content.Protect(protectedBy, chunk));
        return writer.WriteAsync(owner.Conversation, session =>
        {
            if (endsAt is { } end)
                session.Execute(s_removeBehind, key, attachmentId, end);
            foreach (var (i, chunk) in stored.Index())
                session.Execute(s_insert, key, attachmentId, first + i, protectedBy.Tenant, protectedBy.SubjectId, chunk, DestroyedKeys.NameOf(chunk));
            return true;
        });
    }

    public Task<bool> RemoveAsync(AttachmentOwner owner, string attachmentId, CancellationToken cancellationToken) => writer.WriteAsync(
        owner.Conversation, session => session.Execute(s_remove, owner.Conversation.ToString(), attachmentId, owner.Conversation.Tenant, owner.SubjectId) > 0);

    /// <summary>The rows go with the conversation's others.</summary>
    public Task RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<long> RemoveAsync(ConversationKey conversation, IReadOnlyCollection<string> attachmentIds, CancellationToken cancellationToken)
    {
        var there = attachmentIds.Count == 0 ? [] : (await NamesAsync(PlaceOf(conversation), cancellationToken)).Intersect(attachmentIds).ToList();
        return there.Count == 0 ? 0 : await writer.WriteAsync(conversation, session => there.Count(id => session.Execute(s_removeAnybodys, conversation.ToString(), id) > 0));
    }

    public string PlaceOf(ConversationKey conversation) => conversation.ToString();

    public string NameOf(string attachmentId) => attachmentId;

    public async Task<IReadOnlyList<string>> PlacesAsync(CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT DISTINCT conversation FROM attachments", row => row.GetString(0), cancellationToken);

    public async Task<IReadOnlyList<string>> NamesAsync(string place, CancellationToken cancellationToken) =>
        await reader.QueryAsync("SELECT DISTINCT attachment_id FROM attachments WHERE conversation = @conversation", row => row.GetString(0), cancellationToken, ("conversation", place));

    public async Task<ContentOwner?> OwnerAsync(string place, string name, CancellationToken cancellationToken) => (await reader.QueryAsync(
        $"SELECT tenant, subject FROM attachments WHERE {OfAttachment} LIMIT 1", row => new ContentOwner(row.GetString(0), row.GetString(1)), cancellationToken, ("conversation", place), ("attachment", name)))
        .Select(owner => (ContentOwner?)owner).FirstOrDefault();

    public Task RemoveAsync(string place, string name, CancellationToken cancellationToken) =>
        writer.WriteAsync(ConversationKey.Parse(place), session => session.Execute(s_removeAnybodys, place, name));

    /// <summary>The rows go with the conversation's others.</summary>
    public Task RemoveLeftAsync(ConversationKey conversation, DateTimeOffset before, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The rows are counted with the person's others.</summary>
    public Task<long> CountSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken) => Task.FromResult(0L);

    /// <summary>The rows go with the person's others.</summary>
    public Task<long> RemoveSealedAsync(ConversationKey conversation, ulong keyId, CancellationToken cancellationToken) => Task.FromResult(0L);
}
