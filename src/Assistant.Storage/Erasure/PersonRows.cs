using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Erasure;

/// <summary>The SQL that takes a person's rows out of the log. What others said in the same conversation stays, and what the person has since under a new key; a conversation without anybody's words goes.</summary>
internal static class PersonRows
{
    private static readonly byte[] s_noTitle = [.. "\"\""u8];

    private static readonly (string, DbType)[] s_person = [("conversation", DbType.String), ("tenant", DbType.String), ("subject", DbType.String)];

    private static readonly (string Kind, Statement Delete)[] s_sealed =
    [
        .. new[] { "activities", "turns", "evidence", "tool_calls", "feedback", "attachments" }.Select(table => (table, new Statement(
            $"DELETE FROM {table} WHERE conversation = @conversation AND tenant = @tenant AND subject = @subject AND {DestroyedKeys.NotSpared}", [.. s_person, ("spared", DbType.Binary)]))),
    ];

    /// <summary>Rows that may have no content of their own go with the activity that they are of.</summary>
    private static readonly (string Kind, Statement Delete)[] s_following =
    [
        ("inbox", new("""
            DELETE FROM inbox WHERE conversation = @conversation AND tenant = @tenant AND subject = @subject
            AND sequence NOT IN (SELECT watermark FROM activities WHERE conversation = @conversation AND tenant = @tenant AND subject = @subject)
            """, s_person)),
        ("deliveries", new("""
            DELETE FROM deliveries WHERE conversation = @conversation AND tenant = @tenant AND subject = @subject
            AND reply_id NOT IN (SELECT id FROM activities WHERE conversation = @conversation AND tenant = @tenant AND subject = @subject)
            """, s_person)),
    ];

    private static readonly Statement s_outbox = new(
        "DELETE FROM outbox WHERE conversation = @conversation AND NOT EXISTS (SELECT 1 FROM activities a WHERE a.conversation = outbox.conversation AND a.watermark = outbox.watermark)",
        ("conversation", DbType.String));

    private static readonly Statement s_memory = new("DELETE FROM working_memory WHERE conversation = @conversation", ("conversation", DbType.String));

    private static readonly Statement s_emptied = new(
        "DELETE FROM conversations WHERE key = @conversation AND NOT EXISTS (SELECT 1 FROM activities WHERE conversation = @conversation) AND NOT EXISTS (SELECT 1 FROM feedback WHERE conversation = @conversation)", ("conversation", DbType.String));

    /// <summary>It stays theirs when they have written in it since.</summary>
    private static readonly Statement s_renamed = new(
        """
        UPDATE conversations SET title = @title, user_id = CASE WHEN EXISTS (SELECT 1 FROM activities WHERE conversation = @conversation AND subject = @subject) THEN user_id ELSE @pseudonym END
        WHERE key = @conversation AND user_id = @subject AND substr(title, 1, 12) <> @spared
        """, ("title", DbType.Binary), ("conversation", DbType.String), ("subject", DbType.String), ("pseudonym", DbType.String), ("spared", DbType.Binary));

    private static readonly Statement s_waiting = new(
        "UPDATE conversations SET pending = (SELECT count(*) FROM inbox WHERE conversation = @conversation AND done = @no) WHERE key = @conversation", ("conversation", DbType.String), ("no", DbType.Boolean));

    /// <summary>A turn that runs may have read what is gone now: as if another replica had taken the conversation over it is not recorded, and begins anew from what is left.</summary>
    private static readonly Statement s_takenOver = new("UPDATE conversations SET epoch = epoch + 1 WHERE key = @conversation", ("conversation", DbType.String));

    /// <summary>Adds what it removed to <paramref name="covered"/>.</summary>
    /// <param name="spared">See <see cref="DestroyedKeys.Spared"/>.</param>
    public static void Remove(StoreSession session, ConversationKey conversation, ContentOwner person, string pseudonym, byte[] spared, Dictionary<string, long> covered)
    {
        var key = conversation.ToString();
        // First: whoever writes to the conversation waits until this ends, and what was written before is seen.
        session.Execute(s_takenOver, key);
        foreach (var (kind, delete) in s_sealed)
            Add(covered, kind, session.Execute(delete, key, person.Tenant, person.SubjectId, spared));
        foreach (var (kind, delete) in s_following)
            Add(covered, kind, session.Execute(delete, key, person.Tenant, person.SubjectId));
        session.Execute(s_outbox, key);
        Add(covered, "working_memory", session.Execute(s_memory, key));
        if (session.Execute(s_emptied, key) == 1)
        {
            Add(covered, "conversations", 1);
            return;
        }
        session.Execute(s_renamed, s_noTitle, key, person.SubjectId, "erased:" + pseudonym, spared);
        session.Execute(s_waiting, key, false);
    }

    private static void Add(Dictionary<string, long> covered, string kind, long count) => covered[kind] = covered.GetValueOrDefault(kind) + count;
}
