using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Retention;

/// <summary>What has to go with readings that expired, as it was found when the conversation was at a watermark.</summary>
internal sealed class RedactedTurns(ConversationKey conversation, long watermark)
{
    /// <summary>Held until the transaction ends: nobody records a turn in between.</summary>
    private static readonly Statement s_watermark = new("UPDATE conversations SET epoch = epoch WHERE key = @conversation RETURNING last_watermark", ("conversation", DbType.String));

    private static readonly Statement s_turn = new("UPDATE turns SET payload = @payload WHERE turn_id = @turn AND conversation = @conversation", ("payload", DbType.Binary), ("turn", DbType.String), ("conversation", DbType.String));

    private static readonly Statement s_changed = new(
        ChainedTable.Turns.Select + " AND conversation = @conversation AND turn_id = @turn", ("tenant", DbType.String), ("conversation", DbType.String), ("turn", DbType.String));

    private static readonly Statement s_reply = new("DELETE FROM activities WHERE conversation = @conversation AND id = @id", ("conversation", DbType.String), ("id", DbType.String));

    private static readonly Statement s_call = new("DELETE FROM tool_calls WHERE conversation = @conversation AND turn_id || '/' || position = @id", ("conversation", DbType.String), ("id", DbType.String));

    private static readonly Statement s_outbox = new(
        "DELETE FROM outbox WHERE conversation = @conversation AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.conversation = outbox.conversation AND a.watermark = outbox.watermark)",
        ("conversation", DbType.String));

    /// <summary>With their content as it is to be.</summary>
    public List<(ContentOwner Owner, string Id, byte[] Payload)> Turns { get; } = [];

    /// <summary>Whose answers go.</summary>
    public List<(ContentOwner Owner, string Turn)> Replies { get; } = [];

    public List<(ContentOwner Owner, string Id)> Calls { get; } = [];

    /// <summary>Of whose rows something goes.</summary>
    public IEnumerable<ContentOwner> Owners => Turns.Select(turn => turn.Owner).Concat(Replies.Select(reply => reply.Owner)).Concat(Calls.Select(call => call.Owner)).Distinct();

    /// <summary>Nothing was written to the conversation since.</summary>
    public bool IsCurrent(StoreSession session) => (session.ExecuteLong(s_watermark, conversation.ToString()) ?? 0) == watermark;

    /// <summary>After the readings, and the turns that go with them.</summary>
    /// <param name="counts">Gets what was removed besides.</param>
    public void Apply(StoreSession session, ChainEntries chain, DateTimeOffset now, Dictionary<string, long> counts)
    {
        var key = conversation.ToString();
        var (gone, changed) = (new List<(ContentOwner Owner, ChainedRow Row)>(), new List<(ContentOwner Owner, ChainedRow Row)>());
        foreach (var (owner, turn) in Replies)
            if (session.Execute(s_reply, key, RecordedRows.ReplyPrefix + turn) > 0)
                gone.Add((owner, new("activities", RecordedRows.ReplyPrefix + turn, "")));
        foreach (var (owner, id) in Calls)
            if (session.Execute(s_call, key, id) > 0)
                gone.Add((owner, new("tool_calls", id, "")));
        foreach (var (owner, id, payload) in Turns)
            if (session.Execute(s_turn, payload, id, key) > 0)
            {
                using var rows = session.Query(s_changed, conversation.Tenant, key, id);
                while (rows.Read())
                    changed.Add((owner, StoredRow.ToChain(ChainedTable.Turns, rows)));
            }
        foreach (var (kind, rows) in new[] { (ChainKinds.Expired, gone), (ChainKinds.Redacted, changed) })
            foreach (var group in rows.GroupBy(row => row.Owner))
                session.Chain(chain.Of(kind, conversation, group.Key, now, [.. group.Select(row => row.Row)]));
        foreach (var table in gone.GroupBy(row => row.Row.Table))
            counts[table.Key] = counts.GetValueOrDefault(table.Key) + table.Count();
        if (changed.Count > 0)
            counts["redacted_turns"] = counts.GetValueOrDefault("redacted_turns") + changed.Count;
        session.Execute(s_outbox, key);
    }
}
