using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;

namespace Assistant.Storage.Archive;

/// <summary>Reads a person's content out of the log.</summary>
internal sealed class PersonArchive(
    StoreReader reader, ContentCodec content, IMemoryLog log, IAttachmentStore attachments, IEnumerable<IPersonalArchive> others, TimeProvider time) : IPersonArchive
{
    private const string Mine = "conversation = @key AND tenant = @tenant AND subject = @subject";

    // Kind, the keys of its rows in their order, and what is read by a key: whole prompts stand in some, so no more than one is in memory.
    private static readonly (string Kind, string Keys, string Rows)[] s_kinds =
    [
        ("activity", $"SELECT watermark FROM activities WHERE {Mine} ORDER BY watermark", $"SELECT tenant, subject, payload, id, at FROM activities WHERE {Mine} AND watermark = @row"),
        ("turn", $"SELECT turn_id FROM turns WHERE {Mine} ORDER BY sequence", $"SELECT tenant, subject, payload, turn_id, started_at FROM turns WHERE {Mine} AND turn_id = @row"),
        ("evidence", $"SELECT id FROM evidence WHERE {Mine} ORDER BY id", $"SELECT tenant, subject, payload, id, NULL FROM evidence WHERE {Mine} AND id = @row"),
        ("tool_call", $"SELECT DISTINCT turn_id FROM tool_calls WHERE {Mine} ORDER BY turn_id", $"SELECT tenant, subject, payload, turn_id || '/' || position, NULL, name FROM tool_calls WHERE {Mine} AND turn_id = @row ORDER BY position"),
        ("feedback", $"SELECT id FROM feedback WHERE {Mine} ORDER BY at, id", $"SELECT tenant, subject, payload, id, at FROM feedback WHERE {Mine} AND id = @row"),
    ];

    public async IAsyncEnumerable<ArchivedItem> ReadAsync(ContentOwner person, string by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await log.AppendAsync(person, new(MemoryEventKind.Looked) { By = by, Purpose = "archive" }, cancellationToken);
        foreach (var (key, title, started) in await ConversationsAsync(person, cancellationToken))
        {
            yield return new("conversation", key, key, started, title);
            (string, object)[] mine = [("key", key), ("tenant", person.Tenant), ("subject", person.SubjectId)];
            foreach (var (kind, keys, rows) in s_kinds)
                foreach (var each in await reader.QueryAsync(keys, row => row.GetValue(0), cancellationToken, mine))
                    foreach (var item in await reader.QueryAsync(rows, row => Item(kind, key, row), cancellationToken, [.. mine, ("row", each)]))
                        yield return item;
        }
        foreach (var other in others)
            await foreach (var item in other.ReadAsync(person, cancellationToken))
                yield return item;
    }

    public async Task<long> ExportAsync(ContentOwner person, string by, Stream zip, CancellationToken cancellationToken)
    {
        await using var archive = new ArchiveWriter(zip, person, time.GetUtcNow());
        await foreach (var item in ReadAsync(person, by, cancellationToken))
        {
            await archive.WriteAsync(item, cancellationToken);
            if (item.Kind != "message" || System.Text.Json.JsonSerializer.Deserialize(item.Content, StoreJson.Default.StoredActivity) is not { } message)
                continue;
            foreach (var attachment in message.Attachments)
                if (await attachments.OpenAsync(new(ConversationKey.Parse(item.Conversation!), person.SubjectId), attachment.Id, cancellationToken) is { } file)
                    await using (file)
                        await archive.WriteFileAsync(attachment.Id, attachment.Name, file, cancellationToken);
        }
        return await archive.FinishAsync(cancellationToken);
    }

    private ArchivedItem Item(string kind, string conversation, DbDataReader row)
    {
        var json = Encoding.UTF8.GetString(content.RevealWritten(new(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)));
        var at = row.IsDBNull(4) ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4));
        if (kind == "turn")
            json = SharedParts.Opened(json, row.GetString(0), content);
        if (kind == "activity")
            kind = System.Text.Json.JsonSerializer.Deserialize(json, StoreJson.Default.StoredActivity)?.Author == ActivityAuthor.Assistant ? "answer" : "message";
        if (kind == "tool_call" && JsonNode.Parse(json) is JsonObject call)
            json = new JsonObject([new("name", row.GetString(5)), .. call.ToList().Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone()))]).ToJsonString();
        return new(kind, conversation, row.GetString(3), at, json);
    }

    private async Task<List<(string Key, string Title, DateTimeOffset Started)>> ConversationsAsync(ContentOwner person, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            $"SELECT c.key, c.tenant, c.user_id, c.title, c.started_at FROM ({PersonConversations.All}) mine CROSS JOIN conversations c WHERE c.key = mine.key ORDER BY c.started_at",
            row => (row.GetString(0), row.GetString(2) == person.SubjectId ? Encoding.UTF8.GetString(content.RevealWritten(new(row.GetString(1), row.GetString(2)), row.GetFieldValue<byte[]>(3))) : "\"\"",
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))),
            cancellationToken, ("tenant", person.Tenant), ("subject", person.SubjectId));
}
