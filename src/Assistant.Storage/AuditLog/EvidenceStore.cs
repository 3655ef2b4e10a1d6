using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Inbox;

namespace Assistant.Storage.AuditLog;

/// <summary>Evidence of earlier turns, by reference.</summary>
internal sealed class EvidenceStore(StoreReader reader, ContentCodec content, EvidenceCache cache) : IEvidenceStore
{
    private const string Columns = "SELECT tenant, subject, payload FROM evidence WHERE conversation = @key";

    public async Task<IReadOnlyList<Evidence>> LoadAsync(ConversationKey conversation, IReadOnlyList<string> evidenceIds, CancellationToken cancellationToken)
    {
        var found = new List<Evidence>(evidenceIds.Count);
        foreach (var id in evidenceIds)
        {
            var evidence = cache.Find(conversation, id) ?? await ReadAsync(conversation, "id", id, cancellationToken);
            if (evidence is not null)
                found.Add(evidence);
        }
        return found;
    }

    // CROSS JOIN: SQLite begins with the conversation's evidence, not with all turns.
    public async Task<IReadOnlyList<EvidenceReference>> NewestAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            $"""
            SELECT e.id, t.outcome FROM evidence e CROSS JOIN turns t
            WHERE e.conversation = @key AND t.turn_id = e.turn_id AND t.outcome <> '{TurnOutcomes.Withdrawn}' ORDER BY t.sequence DESC, e.id LIMIT @limit
            """,
            row => new EvidenceReference(row.GetString(0), row.GetString(1) is TurnOutcomes.Edited or TurnOutcomes.Stopped), cancellationToken, ("key", conversation.ToString()), ("limit", limit));

    public Task<Evidence?> FindByAttachmentAsync(ConversationKey conversation, string attachmentId, CancellationToken cancellationToken) =>
        ReadAsync(conversation, "attachment_id", attachmentId, cancellationToken);

    private async Task<Evidence?> ReadAsync(ConversationKey conversation, string column, string value, CancellationToken cancellationToken)
    {
        var rows = await reader.QueryAsync($"{Columns} AND {column} = @value",
            row => content.Read(new ContentOwner(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2), StoreJson.Default.Evidence) with { PersonId = row.GetString(1) },
            cancellationToken, ("key", conversation.ToString()), ("value", value));
        if (rows is not [var evidence, ..])
            return null;
        cache.Put(conversation, evidence);
        return evidence;
    }
}
