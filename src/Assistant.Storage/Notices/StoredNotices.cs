using System.Data;
using System.Data.Common;
using Assistant.Conversations;
using Assistant.Notices;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Notices;

/// <summary>Recipients of notices as rows; what became of each is read off the inbox, the outbox and the deliveries of its conversation.</summary>
internal sealed class StoredNotices(GroupCommitWriter writer, StoreReader reader, TimeProvider time) : INoticeLog
{
    private static readonly Statement s_otherText = new(
        "SELECT count(*) FROM notice_recipients WHERE tenant = @tenant AND notice_id = @notice AND digest <> @digest",
        ("tenant", DbType.String), ("notice", DbType.String), ("digest", DbType.String));

    /// <summary>Gives the conversation in which the recipient is told: the first that took the notice, for good.</summary>
    private static readonly Statement s_upsert = new(
        """
        INSERT INTO notice_recipients (tenant, notice_id, recipient, subject, conversation, opted_out, pushed, digest, at)
        VALUES (@tenant, @notice, @recipient, @subject, @conversation, @out, @pushed, @digest, @now)
        ON CONFLICT (tenant, notice_id, recipient) DO UPDATE SET opted_out = excluded.opted_out,
        conversation = CASE WHEN EXISTS (SELECT 1 FROM inbox i WHERE i.conversation = notice_recipients.conversation AND i.activity_id = @activity)
            THEN notice_recipients.conversation ELSE excluded.conversation END
        RETURNING conversation
        """,
        ("tenant", DbType.String), ("notice", DbType.String), ("recipient", DbType.String), ("subject", DbType.String), ("conversation", DbType.String),
        ("out", DbType.Boolean), ("pushed", DbType.Boolean), ("digest", DbType.String), ("now", DbType.Int64), ("activity", DbType.String));

    private static readonly Statement s_optOut = new(
        "UPDATE notice_recipients SET opted_out = @out WHERE tenant = @tenant AND notice_id = @notice AND recipient = @recipient",
        ("out", DbType.Boolean), ("tenant", DbType.String), ("notice", DbType.String), ("recipient", DbType.String));

    public Task<IReadOnlyList<ConversationReference>?> AddAsync(string tenant, string noticeId, string digest, string by, NoticePlan plan, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var counts = new Dictionary<string, long> { ["recipients"] = plan.Reached.Count, ["opted_out"] = plan.OptedOut.Count };
        var chained = ChainEntry.Of(tenant, new(ChainKinds.Notice, now, null, null, null, counts) { By = by });
        return writer.WriteAsync(new ConversationKey(tenant, "notices", ""), IReadOnlyList<ConversationReference>? (session) =>
        {
            if (session.ExecuteLong(s_otherText, tenant, noticeId, digest) > 0)
                return null;
            foreach (var reference in plan.OptedOut)
                Add(session, reference, optedOut: true);
            var due = plan.Reached.Where(reference => Add(session, reference, optedOut: false) == reference.Conversation.ToString()).ToArray();
            session.Chain(chained);
            return due;
        });

        string Add(StoreSession session, ConversationReference reference, bool optedOut)
        {
            using var row = session.Query(s_upsert, tenant, noticeId, NoticePlan.RecipientOf(reference), reference.Person.Id, reference.Conversation.ToString(), optedOut,
                reference.Address is not null, digest, now, NoticeIds.ActivityOf(noticeId));
            row.Read();
            return row.GetString(0);
        }
    }

    public Task OptOutAsync(string tenant, string noticeId, ConversationReference recipient, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return writer.WriteAsync(new ConversationKey(tenant, "notices", ""), session => session.Execute(s_optOut, true, tenant, noticeId, NoticePlan.RecipientOf(recipient)));
    }

    public async Task<IReadOnlyList<NoticeRecipient>> FindAsync(string tenant, string noticeId, CancellationToken cancellationToken) =>
        await reader.QueryAsync(
            $"""
            SELECT r.subject, r.conversation, r.opted_out, r.pushed, i.done, t.turn_id,
                (SELECT 1 FROM outbox o WHERE o.conversation = r.conversation AND o.reply_id = '{RecordedRows.ReplyPrefix}' || t.turn_id),
                (SELECT max(1) FROM deliveries d WHERE d.conversation = r.conversation AND d.reply_id = '{RecordedRows.ReplyPrefix}' || t.turn_id)
            FROM notice_recipients r
            LEFT JOIN inbox i ON i.conversation = r.conversation AND i.activity_id = @activity
            LEFT JOIN turns t ON t.conversation = i.conversation AND t.sequence = i.sequence
            WHERE r.tenant = @tenant AND r.notice_id = @notice ORDER BY r.recipient
            """,
            row => new NoticeRecipient(row.GetString(0), ConversationKey.Parse(row.GetString(1)), StateOf(row)), cancellationToken,
            ("activity", NoticeIds.ActivityOf(noticeId)), ("tenant", tenant), ("notice", noticeId));

    private static NoticeState StateOf(DbDataReader row)
    {
        var (optedOut, pushed) = (row.GetBoolean(2), row.GetBoolean(3));
        if (row.IsDBNull(4))
            return optedOut ? NoticeState.OptedOut : NoticeState.Missed;
        if (!row.GetBoolean(4) || !row.IsDBNull(6))
            return NoticeState.Waiting;
        return !pushed || !row.IsDBNull(7) ? NoticeState.Sent : NoticeState.Failed;
    }
}
