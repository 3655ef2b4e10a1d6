using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Content;
using Assistant.Storage.Erasure;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Inbox;

/// <summary>
/// Edits and deletions that came before the message that they are of, as channels deliver them now and then: kept for an hour, so many of a conversation and so many in all, and applied when the message comes.
/// An edit is used up by it; a deletion stays its hour, for the copies that a channel sends again. Rows of messages that are there are <see cref="UnrememberedRevisions"/>'s.
/// </summary>
internal sealed class EarlyRevisions(ContentCodec content)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(1);
    private const int MostOfConversation = 100;
    private const int Most = 10_000;

    /// <summary>1 when the message has come meanwhile, 0 when its id is another person's.</summary>
    private static readonly Statement s_known = new(
        "SELECT CASE WHEN subject = @subject THEN 1 ELSE 0 END FROM inbox WHERE conversation = @conversation AND activity_id = @activity",
        ("subject", DbType.String), ("conversation", DbType.String), ("activity", DbType.String));

    private static readonly Statement s_keep = new(
        $"""
        INSERT INTO early_revisions (conversation, activity_id, subject, tenant, at, payload)
        SELECT @conversation, @activity, @subject, @tenant, @at, {DestroyedKeys.Unless("@key", "@payload")}
        WHERE (SELECT count(*) FROM early_revisions WHERE conversation = @conversation) < @few AND (SELECT count(*) FROM early_revisions) < @most
        ON CONFLICT (conversation, activity_id, subject) DO UPDATE SET at = excluded.at, payload = excluded.payload
        """,
        ("conversation", DbType.String), ("activity", DbType.String), ("subject", DbType.String), ("tenant", DbType.String), ("at", DbType.Int64), ("payload", DbType.Binary), ("few", DbType.Int32), ("most", DbType.Int32), ("key", DbType.String));

    private static readonly Statement s_find = new(
        "SELECT at, payload FROM early_revisions WHERE conversation = @conversation AND activity_id = @activity AND subject = @subject",
        ("conversation", DbType.String), ("activity", DbType.String), ("subject", DbType.String));

    private static readonly Statement s_use = new(
        "DELETE FROM early_revisions WHERE conversation = @conversation AND activity_id = @activity AND subject = @subject", ("conversation", DbType.String), ("activity", DbType.String), ("subject", DbType.String));

    private static readonly Statement s_expire = new(
        "DELETE FROM early_revisions WHERE at < @before AND NOT EXISTS (SELECT 1 FROM inbox i WHERE i.conversation = early_revisions.conversation AND i.activity_id = early_revisions.activity_id AND i.subject = early_revisions.subject)",
        ("before", DbType.Int64));

    private static readonly Statement s_erase = new($"DELETE FROM early_revisions WHERE tenant = @tenant AND subject = @subject AND {DestroyedKeys.NotSpared}", ("tenant", DbType.String), ("subject", DbType.String), ("spared", DbType.Binary));

    public byte[] Write(ContentOwner owner, EarlyRevision revision) => content.Write(owner, revision, StoreJson.Default.EarlyRevision);

    /// <summary>False when the message has come meanwhile: it is to be changed like any other.</summary>
    public bool Keep(StoreSession session, MessageRevision revision, ContentOwner owner, byte[] payload, DateTimeOffset now)
    {
        var conversation = revision.Conversation.ToString();
        if (session.ExecuteLong(s_known, owner.SubjectId, conversation, revision.ActivityId) is { } known)
            return known == 0;
        Expire(session, now);
        // Of two changes that both came first the later one counts.
        if (Find(session, conversation, revision.ActivityId, owner) is not var (_, kept) || !(kept.At > revision.At))
            Note(session, conversation, revision.ActivityId, owner, payload, now);
        return true;
    }

    public static void Note(StoreSession session, string conversation, string activityId, ContentOwner owner, byte[] payload, DateTimeOffset at) =>
        session.Execute(s_keep, conversation, activityId, owner.SubjectId, owner.Tenant, at.ToUnixTimeMilliseconds(), payload, MostOfConversation, Most, DestroyedKeys.NameOf(payload));

    /// <summary>What a message that comes now was changed to before; null when there is no such row. One that is too old says nothing. Afterwards the row is there only if it still forbids the message.</summary>
    public EarlyRevision? Take(StoreSession session, string conversation, string activityId, ContentOwner owner, DateTimeOffset now)
    {
        if (Find(session, conversation, activityId, owner) is not var (at, revision))
            return null;
        var isOld = at < (now - Lasts).ToUnixTimeMilliseconds();
        if (isOld || !revision.Forbids)
            session.Execute(s_use, conversation, activityId, owner.SubjectId);
        return isOld ? EarlyRevision.None : revision;
    }

    private (long KeptAt, EarlyRevision Revision)? Find(StoreSession session, string conversation, string activityId, ContentOwner owner)
    {
        using var rows = session.Query(s_find, conversation, activityId, owner.SubjectId);
        return rows.Read() ? (rows.GetInt64(0), content.Read(owner, rows.GetFieldValue<byte[]>(1), StoreJson.Default.EarlyRevision)) : null;
    }

    public static int Expire(StoreSession session, DateTimeOffset now) => session.Execute(s_expire, (now - Lasts).ToUnixTimeMilliseconds());

    /// <summary>Rows that went.</summary>
    public static int Remove(StoreSession session, ContentOwner person, byte[] spared) => session.Execute(s_erase, person.Tenant, person.SubjectId, spared);
}

/// <summary>The content of an early revision's row.</summary>
/// <param name="Text">What the message says now; null when it was deleted, or nothing is known.</param>
/// <param name="IsDeletion">It was deleted.</param>
/// <param name="IsHeld">Its sender is under a legal hold: what was said is kept.</param>
internal sealed record EarlyRevision(string? Text, bool IsDeletion, bool IsHeld)
{
    public static readonly EarlyRevision None = new(null, false, false);

    public static EarlyRevision Of(MessageRevision revision, bool isHeld) => new(revision.Text, revision.IsDeletion, isHeld) { At = revision.At };

    /// <summary>When it was made, by the channel; null in rows of before.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The message is not taken at all.</summary>
    public bool Forbids => IsDeletion && !IsHeld;

    /// <summary>The message as a turn sees it.</summary>
    public InboundMessage Of(InboundMessage message) => (IsDeletion ? message with { IsWithdrawn = true } : Text is null ? message : message with { Text = Text }) with { RevisedAt = At };

    /// <summary>The message as the conversation shows it.</summary>
    public InboundMessage ShownOf(InboundMessage message) => IsHeld ? message : Of(message);
}
