using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;

namespace Assistant.Storage.Retention;

/// <summary>
/// The attachments of old messages, as the messages name them: what could not be read left no evidence, and evidence may go before the bytes do. And those that evidence of old turns names, whatever became of the message.
/// What was never read goes by the type with which it was sent: sound and video as recordings, pictures, and everything else as documents.
/// </summary>
internal sealed class ExpiredAttachments(StoreReader reader, ContentCodec content)
{
    /// <param name="from">Messages and turns before this were looked through already.</param>
    /// <returns>Ids; the bytes may be gone.</returns>
    public async Task<IReadOnlyCollection<string>> FindAsync(RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken)
    {
        if (kind is RetentionKind.Transcripts or RetentionKind.Readings)
            return [];
        (string, object)[] mine = [("key", conversation.ToString()), ("tenant", person.Tenant), ("subject", person.SubjectId)];
        // Not of a message that waits still: it is about to be read.
        var sent = await reader.QueryAsync(
            """
            SELECT a.payload FROM activities a WHERE a.conversation = @key AND a.tenant = @tenant AND a.subject = @subject AND a.at >= @from AND a.at < @before
            AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.conversation = a.conversation AND i.activity_id = a.id AND NOT i.done)
            """,
            row => content.Read(person, row.GetFieldValue<byte[]>(0), StoreJson.Default.StoredActivity).Attachments, cancellationToken,
            [.. mine, ("from", from.ToUnixTimeMilliseconds()), ("before", before.ToUnixTimeMilliseconds())]);
        var attachments = sent.SelectMany(each => each).ToList();
        var named = await reader.QueryAsync(
            """
            SELECT e.attachment_id, e.kind FROM evidence e JOIN turns t ON t.turn_id = e.turn_id
            WHERE e.conversation = @key AND e.tenant = @tenant AND e.subject = @subject AND e.attachment_id IS NOT NULL AND t.ended_at >= @from AND t.ended_at < @before
            """,
            row => (Id: row.GetString(0), Kind: row.GetString(1)), cancellationToken, [.. mine, ("from", from.ToUnixTimeMilliseconds()), ("before", before.ToUnixTimeMilliseconds())]);
        var known = named.Where(each => kind == RetentionKind.Log || KindOfEvidence(each.Kind) == kind).Select(each => each.Id);
        if (attachments.Count == 0 || kind == RetentionKind.Log)
            return [.. attachments.Select(attachment => attachment.Id).Union(known)];
        var read = (await reader.QueryAsync("SELECT attachment_id, kind FROM evidence WHERE conversation = @key AND tenant = @tenant AND subject = @subject AND attachment_id IS NOT NULL",
            row => (Id: row.GetString(0), Kind: row.GetString(1)), cancellationToken, mine)).ToLookup(each => each.Id, each => each.Kind);
        return [.. attachments.Where(attachment => (read[attachment.Id].FirstOrDefault() is { } found ? KindOfEvidence(found) : KindOfType(attachment.ContentType)) == kind).Select(attachment => attachment.Id).Union(known)];
    }

    private static RetentionKind KindOfEvidence(string kind) => kind switch
    {
        "Audio" => RetentionKind.Recordings,
        "Image" => RetentionKind.Pictures,
        _ => RetentionKind.Documents,
    };

    private static RetentionKind KindOfType(string contentType) => contentType.Split('/')[0].ToLowerInvariant() switch
    {
        "audio" or "video" => RetentionKind.Recordings,
        "image" => RetentionKind.Pictures,
        _ => RetentionKind.Documents,
    };
}
