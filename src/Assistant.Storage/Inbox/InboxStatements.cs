using System.Data;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Inbox;

/// <summary>The SQL of accepting messages and taking conversations over.</summary>
internal static class InboxStatements
{
    /// <summary>Gives the next watermark, unless the message is known or was changed before it came, too many wait, or the conversation has ended.</summary>
    public static readonly Statement NextSequence = new(
        """
        UPDATE conversations SET last_watermark = last_watermark + 1, pending = pending + 1, last_activity_at = @now
        WHERE key = @conversation AND pending < @max AND NOT EXISTS (SELECT 1 FROM inbox WHERE conversation = @conversation AND activity_id = @activity)
        AND NOT EXISTS (SELECT 1 FROM ended_conversations WHERE conversation = @conversation)
        AND NOT EXISTS (SELECT 1 FROM early_revisions WHERE conversation = @conversation AND activity_id = @activity AND subject = @subject)
        RETURNING last_watermark
        """, ("conversation", DbType.String), ("activity", DbType.String), ("subject", DbType.String), ("max", DbType.Int32), ("now", DbType.Int64));

    public static readonly Statement FindSequence = new(
        "SELECT sequence FROM inbox WHERE conversation = @conversation AND activity_id = @activity", ("conversation", DbType.String), ("activity", DbType.String));

    public static readonly Statement FindEnd = new("SELECT at FROM ended_conversations WHERE conversation = @conversation", ("conversation", DbType.String));

    public static readonly Statement FindConversation = new("SELECT last_watermark FROM conversations WHERE key = @conversation", ("conversation", DbType.String));

    public static readonly Statement InsertConversation = new(
        """
        INSERT INTO conversations (key, tenant, channel, user_id, title, started_at, last_activity_at, last_watermark, pending, epoch)
        VALUES (@conversation, @tenant, @channel, @user, @title, @now, @now, @watermark, @pending, @epoch) ON CONFLICT (key) DO NOTHING
        """,
        ("conversation", DbType.String), ("tenant", DbType.String), ("channel", DbType.String), ("user", DbType.String), ("title", DbType.Binary),
        ("now", DbType.Int64), ("watermark", DbType.Int64), ("pending", DbType.Int32), ("epoch", DbType.Int64));

    /// <summary>Fails when another replica stored the same message after <see cref="NextSequence"/> had looked: a conflict, and the next attempt sees it.</summary>
    public static readonly Statement InsertMessage = new(
        """
        INSERT INTO inbox (conversation, activity_id, sequence, done, accepted_at, tenant, subject, payload)
        VALUES (@conversation, @activity, @sequence, @done, @now, @tenant, @subject, @payload)
        """,
        ("conversation", DbType.String), ("activity", DbType.String), ("sequence", DbType.Int64), ("done", DbType.Boolean), ("now", DbType.Int64),
        ("tenant", DbType.String), ("subject", DbType.String), ("payload", DbType.Binary));

    public static readonly Statement InsertActivity = new(
        """
        INSERT INTO activities (conversation, watermark, id, tenant, subject, at, payload)
        VALUES (@conversation, @watermark, @id, @tenant, @subject, @at, @payload)
        """,
        ("conversation", DbType.String), ("watermark", DbType.Int64), ("id", DbType.String), ("tenant", DbType.String), ("subject", DbType.String),
        ("at", DbType.Int64), ("payload", DbType.Binary));

    public static readonly Statement HoldEpoch = new("UPDATE conversations SET epoch = epoch WHERE key = @conversation AND epoch = @epoch", ("conversation", DbType.String), ("epoch", DbType.Int64));

    public static readonly Statement HoldMessage = new(
        "UPDATE inbox SET done = done WHERE conversation = @conversation AND activity_id = @activity AND done = @done", ("conversation", DbType.String), ("activity", DbType.String), ("done", DbType.Boolean));

    public static readonly Statement FindMessage = new(
        "SELECT tenant, subject, payload FROM inbox WHERE conversation = @conversation AND activity_id = @activity", ("conversation", DbType.String), ("activity", DbType.String));

    public static readonly Statement ChangeMessage = new(
        "UPDATE inbox SET payload = @payload WHERE conversation = @conversation AND activity_id = @activity", ("payload", DbType.Binary), ("conversation", DbType.String), ("activity", DbType.String));

    /// <summary>The message whose turn a crash ended: the first that waits, and has since before.</summary>
    public static readonly Statement FirstLeftOver = new(
        "SELECT activity_id FROM inbox WHERE conversation = @conversation AND done = @done AND accepted_at < @before ORDER BY sequence LIMIT 1",
        ("conversation", DbType.String), ("done", DbType.Boolean), ("before", DbType.Int64));

    public static readonly Statement RaiseEpoch = new("UPDATE conversations SET epoch = epoch + 1 WHERE key = @conversation RETURNING epoch", ("conversation", DbType.String));
}
