using System.Data;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Retention;

/// <summary>The SQL of what is over: the rows of one person in one conversation, whose turn ended before a time. Attachments are found by <see cref="ExpiredAttachments"/>.</summary>
internal static class ExpiredRows
{
    private const string Old = "SELECT turn_id FROM turns WHERE conversation = @conversation AND tenant = @tenant AND subject = @subject AND ended_at < @before";
    private const string Mine = "conversation = @conversation AND tenant = @tenant AND subject = @subject";

    private static readonly Target s_evidence = new("evidence", $"SELECT id FROM evidence WHERE {Mine} AND turn_id IN ({Old})", "id = @id");

    private static readonly Dictionary<RetentionKind, Target[]> s_targets = new()
    {
        [RetentionKind.Recordings] = [],
        [RetentionKind.Pictures] = [],
        [RetentionKind.Documents] = [],
        [RetentionKind.Transcripts] =
        [
            new("evidence", $"SELECT id FROM evidence WHERE {Mine} AND kind = 'Audio' AND turn_id IN ({Old})", "id = @id"),
            new("turns", $"{Old} AND turn_id IN (SELECT turn_id FROM evidence WHERE {Mine} AND kind = 'Audio')", "turn_id = @id"),
        ],
        [RetentionKind.Readings] = [s_evidence],
        [RetentionKind.Log] =
        [
            s_evidence,
            new("tool_calls", $"SELECT turn_id || '/' || position FROM tool_calls WHERE {Mine} AND turn_id IN ({Old})", "turn_id || '/' || position = @id"),
            new("feedback", $"SELECT id FROM feedback WHERE {Mine} AND at < @before", "id = @id"),
            new(DeliveriesTable, $"SELECT channel_id FROM deliveries WHERE {Mine} AND at < @before", "channel_id = @id"),
            new("activities", $"SELECT id FROM activities WHERE {Mine} AND at < @before", "id = @id"),
            new("inbox", $"SELECT activity_id FROM inbox WHERE {Mine} AND done = (1 = 1) AND accepted_at < @before", "activity_id = @id"),
            new("conversation_references", $"SELECT subject FROM conversation_references WHERE {Mine} AND contact_at < @before", "subject = @id"),
            new("notice_recipients", $"SELECT recipient || '/' || notice_id FROM notice_recipients WHERE {Mine} AND at < @before", "recipient || '/' || notice_id = @id"),
            new("turns", Old, "turn_id = @id"),
        ],
    };

    public const string DeliveriesTable = "deliveries";

    /// <summary>The turns of which something was heard.</summary>
    public static readonly Target Spoken = new("turns", $"SELECT DISTINCT turn_id FROM evidence WHERE {Mine} AND kind = 'Audio' AND turn_id IN ({Old})", "turn_id = @id");

    /// <summary>Readings that a rule takes: id, turn, the turn's number, content.</summary>
    public static string ReadingsOf(RetentionKind kind) =>
        $"""
        SELECT e.id, e.turn_id, t.sequence, e.payload FROM evidence e JOIN turns t ON t.turn_id = e.turn_id
        WHERE e.conversation = @conversation AND e.tenant = @tenant AND e.subject = @subject{(kind == RetentionKind.Transcripts ? " AND e.kind = 'Audio'" : "")} AND e.turn_id IN ({Old})
        """;

    /// <summary>Tables whose rows say nothing by themselves: neither counted nor known to the chain.</summary>
    public static readonly HashSet<string> Uncounted = [DeliveriesTable, "conversation_references", "notice_recipients"];

    public static IReadOnlyList<Target> Of(RetentionKind kind) => s_targets[kind];

    /// <summary>Rows of one table: all are found before any goes, as one table's age stands in another.</summary>
    internal sealed record Target(string Table, string Find, string ById)
    {
        private readonly Statement _find = new(Find, ("conversation", DbType.String), ("tenant", DbType.String), ("subject", DbType.String), ("before", DbType.Int64));
        private readonly Statement _delete = new($"DELETE FROM {Table} WHERE conversation = @conversation AND {ById}", ("conversation", DbType.String), ("id", DbType.String));

        public Task<List<string>> FindAsync(StoreReader reader, string conversation, ContentOwner person, long before, CancellationToken cancellationToken) =>
            reader.QueryAsync(Find, row => row.GetString(0), cancellationToken, ("conversation", conversation), ("tenant", person.Tenant), ("subject", person.SubjectId), ("before", before));

        public List<string> FindIn(StoreSession session, string conversation, string tenant, string subject, long before)
        {
            var ids = new List<string>();
            using var rows = session.Query(_find, conversation, tenant, subject, before);
            while (rows.Read())
                ids.Add(rows.GetString(0));
            return ids;
        }

        public int Delete(StoreSession session, string conversation, string id) => session.Execute(_delete, conversation, id);
    }
}
