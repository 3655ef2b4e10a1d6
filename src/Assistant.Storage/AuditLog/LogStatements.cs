using System.Data;
using Assistant.Conversations;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog;

/// <summary>The SQL of recording a turn.</summary>
internal static class LogStatements
{
    /// <summary>Outcomes of turns of which there is nothing to remember, as a list.</summary>
    public const string NothingSaid = $"('{TurnOutcomes.Stopped}', '{TurnOutcomes.Greeting}', '{TurnOutcomes.Notice}', '{TurnOutcomes.Errand}', '{TurnOutcomes.Withdrawn}')";

    /// <summary>Gives the answer its watermark, if this replica still holds the conversation and the message still waits.</summary>
    public static readonly Statement NextWatermark = new(
        """
        UPDATE conversations SET last_watermark = last_watermark + @step, pending = pending - 1, last_activity_at = @now
        WHERE key = @conversation AND epoch = @epoch AND EXISTS (SELECT 1 FROM inbox WHERE conversation = @conversation AND activity_id = @activity AND done = @no)
        RETURNING last_watermark
        """,
        ("conversation", DbType.String), ("epoch", DbType.Int64), ("activity", DbType.String), ("no", DbType.Boolean), ("step", DbType.Int64), ("now", DbType.Int64));

    /// <summary>The watermark of a turn's answer, if this replica has recorded it and still holds the conversation.</summary>
    public static readonly Statement FindOwn = new(
        """
        SELECT a.watermark FROM turns t JOIN conversations c ON c.key = t.conversation LEFT JOIN activities a ON a.conversation = t.conversation AND a.id = @reply
        WHERE t.turn_id = @turn AND t.conversation = @conversation AND c.epoch = @epoch
        """, ("reply", DbType.String), ("turn", DbType.String), ("conversation", DbType.String), ("epoch", DbType.Int64));

    public static readonly Statement MarkDone = new(
        "UPDATE inbox SET done = @yes WHERE conversation = @conversation AND activity_id = @activity", ("yes", DbType.Boolean), ("conversation", DbType.String), ("activity", DbType.String));

    /// <summary>The activity has the text; the message is only kept whole while its reply has to be pushed.</summary>
    public static readonly Statement MarkDoneAndEmpty = new(
        "UPDATE inbox SET done = @yes, payload = @payload WHERE conversation = @conversation AND activity_id = @activity",
        ("yes", DbType.Boolean), ("payload", DbType.Binary), ("conversation", DbType.String), ("activity", DbType.String));

    public static readonly Statement InsertTurn = new(
        """
        INSERT INTO turns (turn_id, conversation, sequence, started_at, ended_at, outcome, model, tenant, subject, payload)
        VALUES (@turn, @conversation, @sequence, @started, @ended, @outcome, @model, @tenant, @subject, @payload) ON CONFLICT (turn_id) DO NOTHING
        """,
        ("turn", DbType.String), ("conversation", DbType.String), ("sequence", DbType.Int64), ("started", DbType.Int64), ("ended", DbType.Int64), ("outcome", DbType.String),
        ("model", DbType.String), ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    public static readonly Statement UpsertEvidence = new(
        """
        INSERT INTO evidence (conversation, id, attachment_id, kind, turn_id, tenant, subject, payload)
        VALUES (@conversation, @id, @attachment, @kind, @turn, @tenant, @subject, @payload)
        ON CONFLICT (conversation, id) DO UPDATE SET
            payload = excluded.payload, turn_id = excluded.turn_id, attachment_id = excluded.attachment_id, kind = excluded.kind, tenant = excluded.tenant, subject = excluded.subject
        """,
        ("conversation", DbType.String), ("id", DbType.String), ("attachment", DbType.String), ("kind", DbType.String), ("turn", DbType.String),
        ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    public static readonly Statement InsertToolCall = new(
        """
        INSERT INTO tool_calls (turn_id, position, conversation, name, succeeded, milliseconds, tenant, subject, payload)
        VALUES (@turn, @position, @conversation, @name, @succeeded, @milliseconds, @tenant, @subject, @payload) ON CONFLICT (turn_id, position) DO NOTHING
        """,
        ("turn", DbType.String), ("position", DbType.Int32), ("conversation", DbType.String), ("name", DbType.String), ("succeeded", DbType.Boolean),
        ("milliseconds", DbType.Double), ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    public static readonly Statement InsertOutbox = new(
        """
        INSERT INTO outbox (conversation, reply_id, activity_id, watermark, recorded_at, begun, not_before)
        VALUES (@conversation, @reply, @activity, @watermark, @now, @begun, 0) ON CONFLICT (conversation, reply_id) DO NOTHING
        """,
        ("conversation", DbType.String), ("reply", DbType.String), ("activity", DbType.String), ("watermark", DbType.Int64), ("now", DbType.Int64), ("begun", DbType.Int32));

    public static readonly Statement Sending = new(
        "UPDATE outbox SET begun = @begun, not_before = @before WHERE conversation = @conversation AND reply_id = @reply",
        ("begun", DbType.Int32), ("before", DbType.Int64), ("conversation", DbType.String), ("reply", DbType.String));

    /// <summary>Before <see cref="Delivered"/>: what the channel calls it.</summary>
    public static readonly Statement Named = new(
        """
        INSERT INTO deliveries (conversation, channel_id, reply_id, at, tenant, subject)
        SELECT a.conversation, @channel, a.id, a.at, a.tenant, a.subject FROM outbox o JOIN activities a ON a.conversation = o.conversation AND a.watermark = o.watermark
        WHERE o.conversation = @conversation AND o.reply_id = @reply ON CONFLICT (conversation, channel_id) DO NOTHING
        """,
        ("channel", DbType.String), ("conversation", DbType.String), ("reply", DbType.String));

    public static readonly Statement Delivered = new("DELETE FROM outbox WHERE conversation = @conversation AND reply_id = @reply", ("conversation", DbType.String), ("reply", DbType.String));
}
