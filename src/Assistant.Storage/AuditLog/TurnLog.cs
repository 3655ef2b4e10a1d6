using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Assistant.Agent;
using Assistant.Audit;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Connections;
using Assistant.Storage.Content;
using Assistant.Storage.Inbox;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog;

/// <summary>Step 9: the log of turns, in the database; the one place where it is written.</summary>
internal sealed class TurnLog(GroupCommitWriter writer, StoreReader reader, ContentCodec content, ChainEntries chain, EvidenceCache evidence) : ITurnLog
{
    private const string Undelivered =
        """
        SELECT i.tenant, i.subject, i.payload, a.tenant, a.subject, a.payload, a.watermark, o.not_before FROM outbox o
        JOIN inbox i ON i.conversation = o.conversation AND i.activity_id = o.activity_id
        JOIN activities a ON a.conversation = o.conversation AND a.watermark = o.watermark
        """;

    public async Task<RecordResult> RecordAsync(TurnRecord record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var rows = RecordedRows.Of(record, content, chain);
        var message = record.Accepted.Message;
        var next = new Question(rows.Owner.Tenant, LogStatements.NextWatermark,
            message.Conversation.ToString(), record.Epoch, message.ActivityId, false, record.Answer is null ? 0L : 1L, record.EndedAt.ToUnixTimeMilliseconds());
        RecordResult result;
        try
        {
            result = await writer.WriteAsync(message.Conversation, next, session => Record(session, next, record, rows));
        }
        catch (KeyDestroyedException)
        {
            // The message goes with the erasure.
            return new(RecordOutcome.TakenOver, null);
        }
        if (result.Outcome == RecordOutcome.Recorded)
            foreach (var read in record.Evidence)
                evidence.Put(message.Conversation, read with { PersonId = rows.Owner.SubjectId });
        return result;
    }

    public Task MarkDeliveredAsync(ConversationKey conversation, string activityId, string? channelId, CancellationToken cancellationToken)
    {
        var key = conversation.ToString();
        return writer.WriteAsync(conversation, Question.None, session =>
        {
            if (channelId is not null)
                session.Post(LogStatements.Named, channelId, key, activityId);
            session.Post(LogStatements.Delivered, key, activityId);
            return true;
        });
    }

    public Task MarkPartDeliveredAsync(ConversationKey conversation, string activityId, int part, string? channelId, CancellationToken cancellationToken)
    {
        var key = conversation.ToString();
        return writer.WriteAsync(conversation, session =>
        {
            if (channelId is not null)
                session.Post(LogStatements.Named, channelId, key, activityId);
            session.Post(LogStatements.Sending, part + 2, 0L, key, activityId);
            return session.Execute(LogStatements.Named, PartPrefix(activityId) + part.ToString(CultureInfo.InvariantCulture), key, activityId);
        });
    }

    public Task MarkSendingAsync(ConversationKey conversation, string activityId, int begun, DateTimeOffset? notBefore, CancellationToken cancellationToken) =>
        writer.WriteAsync(conversation, session => session.Execute(LogStatements.Sending, begun, notBefore?.ToUnixTimeMilliseconds() ?? 0L, conversation.ToString(), activityId));

    public async Task<SendingState?> SendingAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            """
            SELECT (SELECT count(*) FROM deliveries d WHERE d.conversation = o.conversation AND d.reply_id = o.reply_id AND substr(d.channel_id, 1, @length) = @prefix), o.begun
            FROM outbox o WHERE o.conversation = @key AND o.reply_id = @reply
            """,
            row => new SendingState(row.GetInt32(0), row.GetInt32(1)),
            cancellationToken, ("key", conversation.ToString()), ("reply", activityId), ("length", PartPrefix(activityId).Length), ("prefix", PartPrefix(activityId)))).SingleOrDefault();

    /// <summary>Of our own name for a part: a channel may tell none, or the same for each.</summary>
    private static string PartPrefix(string activityId) => activityId + "#";

    public async Task<IReadOnlyList<RememberedTurn>> RecentTurnsAsync(ConversationKey conversation, int limit, CancellationToken cancellationToken)
    {
        var turns = await reader.QueryAsync(
            $"""
            SELECT t.tenant, t.subject, t.payload, t.started_at, i.activity_id, CASE WHEN t.outcome = '{TurnOutcomes.Edited}' THEN a.payload END, t.sequence
            FROM turns t JOIN inbox i ON i.conversation = t.conversation AND i.sequence = t.sequence LEFT JOIN activities a ON a.conversation = t.conversation AND a.watermark = t.sequence
            WHERE t.conversation = @key AND t.outcome NOT IN {LogStatements.NothingSaid} ORDER BY t.sequence DESC LIMIT @limit
            """,
            row =>
            {
                var owner = new ContentOwner(row.GetString(0), row.GetString(1));
                var turn = content.Read(owner, row.GetFieldValue<byte[]>(2), StoreJson.Default.TurnContent);
                var (answer, others) = AnswerOf(turn, owner);
                var question = row.IsDBNull(5) ? turn.Question : content.Read(owner, row.GetFieldValue<byte[]>(5), StoreJson.Default.StoredActivity).Text;
                return (Sequence: row.GetInt64(6), Turn: new RememberedTurn(row.GetString(4), question, answer.Answer, turn.Language, DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)), turn.EvidenceIds, turn.Found)
                {
                    Cited = turn.Cited ?? [], Asked = answer.Asks, PersonId = owner.SubjectId, OtherIds = others,
                });
            }, cancellationToken, ("key", conversation.ToString()), ("limit", limit));
        turns.Reverse();
        if (turns.FindIndex(turn => turn.Turn.Asked is not null) is not (>= 0 and var first))
            return [.. turns.Select(turn => turn.Turn)];
        // What was asked is open no more: a message of its person followed, if one that was stopped or deleted.
        var left = await StoppedAsync(conversation, turns[first].Sequence, cancellationToken);
        return [.. turns.Select(turn => turn.Turn.Asked is { } asked && left.Any(stopped => stopped.Sequence > turn.Sequence && stopped.PersonId == asked.PersonId) ? turn.Turn with { Asked = null } : turn.Turn)];
    }

    /// <summary>Turns after that one which left none to remember.</summary>
    private Task<List<(long Sequence, string PersonId)>> StoppedAsync(ConversationKey conversation, long sequence, CancellationToken cancellationToken) => reader.QueryAsync(
        $"SELECT sequence, subject FROM turns WHERE conversation = @key AND sequence > @after AND outcome IN ('{TurnOutcomes.Stopped}', '{TurnOutcomes.Withdrawn}')", row => (row.GetInt64(0), row.GetString(1)),
        cancellationToken, ("key", conversation.ToString()), ("after", sequence));

    /// <summary>What was said in a turn, and whose words it may hold besides its person's.</summary>
    private (AnswerContent, IReadOnlyList<string>) AnswerOf(TurnContent turn, ContentOwner owner)
    {
        if (turn.Shared is null)
            return (new(turn.Answer, turn.Asks), []);
        return content.RevealShared(owner.Tenant, turn.Shared) is { } shared
            ? (JsonSerializer.Deserialize(shared.Content, StoreJson.Default.AnswerContent)!, [.. shared.Owners.Select(other => other.SubjectId).Where(id => id != owner.SubjectId)])
            : (new("", null), []);
    }

    public async Task<IReadOnlyDictionary<string, string?>> RevisedAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        (await reader.QueryAsync(
            $"""
            SELECT i.activity_id, a.tenant, a.subject, a.payload, t.outcome FROM turns t
            JOIN inbox i ON i.conversation = t.conversation AND i.sequence = t.sequence
            JOIN activities a ON a.conversation = t.conversation AND a.watermark = t.sequence
            WHERE t.conversation = @key AND t.outcome IN ('{TurnOutcomes.Edited}', '{TurnOutcomes.Withdrawn}')
            """,
            row => (Id: row.GetString(0), Text: row.GetString(4) == TurnOutcomes.Edited ? Activity(row, 1).Text : null), cancellationToken, ("key", conversation.ToString())))
        .ToDictionary(row => row.Id, row => row.Text);

    public async Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(DateTimeOffset recordedBefore, int limit, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"{Undelivered} WHERE o.recorded_at < @before OR o.recorded_at > @ahead ORDER BY o.recorded_at LIMIT @limit", Reply,
            cancellationToken, ("before", recordedBefore.ToUnixTimeMilliseconds()), ("ahead", StoredInbox.Ahead(recordedBefore)), ("limit", limit));

    public async Task<IReadOnlyList<UndeliveredReply>> UndeliveredAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await reader.QueryAsync($"{Undelivered} WHERE o.conversation = @key ORDER BY o.watermark", Reply, cancellationToken, ("key", conversation.ToString()));

    /// <summary>Columns of <see cref="Undelivered"/>.</summary>
    private UndeliveredReply Reply(DbDataReader row) => new(
        content.Read(new ContentOwner(row.GetString(0), row.GetString(1)), row.GetFieldValue<byte[]>(2), StoreJson.Default.InboundMessage), Activity(row, 3) with { Watermark = row.GetInt64(6) })
    {
        NotBefore = row.GetInt64(7) is > 0 and var notBefore ? DateTimeOffset.FromUnixTimeMilliseconds(notBefore) : null,
    };

    /// <summary>Columns: tenant, subject, payload.</summary>
    private StoredActivity Activity(DbDataReader row, int first) =>
        content.Read(new ContentOwner(row.GetString(first), row.GetString(first + 1)), row.GetFieldValue<byte[]>(first + 2), StoreJson.Default.StoredActivity);

    private static RecordResult Record(StoreSession session, Question next, TurnRecord record, RecordedRows rows)
    {
        var message = record.Accepted.Message;
        var key = message.Conversation.ToString();
        var owner = rows.Owner;
        var now = record.EndedAt.ToUnixTimeMilliseconds();
        if (session.AskLong(next) is not { } watermark)
            return (record.MayBeRecorded ? Own(session, record, rows) : null) ?? new(RecordOutcome.TakenOver, null);
        if (message.ReplyAddress is null)
            session.Post(LogStatements.MarkDoneAndEmpty, true, Array.Empty<byte>(), key, message.ActivityId);
        else
            session.Post(LogStatements.MarkDone, true, key, message.ActivityId);
        session.Post(LogStatements.InsertTurn, record.TurnId, key, record.Accepted.Sequence, record.StartedAt.ToUnixTimeMilliseconds(), now, rows.Outcome, RecordedRows.ModelOf(record), owner.Tenant, owner.SubjectId, rows.Turn);
        foreach (var (read, payload) in rows.Evidence)
            session.Post(LogStatements.UpsertEvidence, key, read.Id, read.AttachmentId, read.Kind.ToString(), record.TurnId, owner.Tenant, owner.SubjectId, payload);
        foreach (var (position, (call, payload)) in rows.ToolCalls.Index())
            session.Post(LogStatements.InsertToolCall, record.TurnId, position, key, call.Name, call.Succeeded, call.Milliseconds, owner.Tenant, owner.SubjectId, payload);
        session.Chain(rows.Reply is null ? rows.Chained : rows.Chained.At(watermark));
        if (rows.Reply is null)
            return new(RecordOutcome.Recorded, null);
        var reply = rows.Reply with { Watermark = watermark };
        session.Post(InboxStatements.InsertActivity, key, watermark, reply.Id, owner.Tenant, owner.SubjectId, now, rows.ReplyPayload);
        if (message.ReplyAddress is not null)
            session.Post(LogStatements.InsertOutbox, key, reply.Id, message.ActivityId, watermark, now, record.IsSentAtOnce ? 1 : 0);
        return new(RecordOutcome.Recorded, reply);
    }

    /// <summary>This very record, of which nobody knew whether it was made: the answer to its commit was lost. Null where somebody else has the conversation.</summary>
    private static RecordResult? Own(StoreSession session, TurnRecord record, RecordedRows rows)
    {
        using var found = session.Query(LogStatements.FindOwn, rows.Reply?.Id ?? "", record.TurnId, record.Accepted.Message.Conversation.ToString(), record.Epoch);
        if (!found.Read() || (rows.Reply is not null && found.IsDBNull(0)))
            return null;
        return new(RecordOutcome.Recorded, rows.Reply is null ? null : rows.Reply with { Watermark = found.GetInt64(0) });
    }
}
