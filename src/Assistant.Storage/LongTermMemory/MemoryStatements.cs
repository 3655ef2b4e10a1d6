using System.Data;
using Assistant.Conversations;
using Assistant.Storage.AuditLog;
using Assistant.Storage.Erasure;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;

namespace Assistant.Storage.LongTermMemory;

/// <summary>The SQL of writing a person's memory. Everything begins with <see cref="NextNumber"/>, which holds the person's row until the transaction ends.</summary>
internal static class MemoryStatements
{
    public const string Mine = "tenant = @tenant AND subject = @subject";
    private static readonly (string, DbType)[] s_person = [("tenant", DbType.String), ("subject", DbType.String)];

    /// <summary>Microseconds since 1970, so that a memory that begins again after an erasure is told from the erased one; or one more than the number before.</summary>
    public static readonly Statement NextNumber = new(
        """
        INSERT INTO memory_cursors (tenant, subject, conversation, sequence) VALUES (@tenant, @subject, '', @now)
        ON CONFLICT (tenant, subject, conversation) DO UPDATE SET sequence = CASE WHEN memory_cursors.sequence >= excluded.sequence THEN memory_cursors.sequence + 1 ELSE excluded.sequence END
        RETURNING sequence
        """, [.. s_person, ("now", DbType.Int64)]);

    public static readonly Statement Newest = new($"SELECT max(segment) FROM memory_segments WHERE {Mine}", s_person);

    /// <summary>Those that <see cref="Erase"/> takes.</summary>
    public static readonly Statement Items = new($"SELECT sum(items) FROM memory_segments WHERE {Mine} AND {DestroyedKeys.NotSpared}", [.. s_person, ("spared", DbType.Binary)]);

    public static readonly Statement Erase = new($"DELETE FROM memory_segments WHERE {Mine} AND {DestroyedKeys.NotSpared}", [.. s_person, ("spared", DbType.Binary)]);

    public static readonly Statement Find = new($"SELECT segment FROM memory_segments WHERE {Mine} AND segment = @segment", [.. s_person, ("segment", DbType.Int64)]);

    public static readonly Statement Insert = new(
        $"INSERT INTO memory_segments (tenant, subject, segment, items, payload) VALUES (@tenant, @subject, @segment, @items, {DestroyedKeys.Unless("@key", "@payload")})",
        [.. s_person, ("segment", DbType.Int64), ("items", DbType.Int32), ("payload", DbType.Binary), ("key", DbType.String)]);

    public static readonly Statement RemoveOne = new($"DELETE FROM memory_segments WHERE {Mine} AND segment = @segment", [.. s_person, ("segment", DbType.Int64)]);

    public static readonly Statement RemoveAll = new($"DELETE FROM memory_segments WHERE {Mine}", s_person);

    /// <summary>What is spared has been taken in up to where they say.</summary>
    public static readonly Statement RemoveCursors = new($"DELETE FROM memory_cursors WHERE {Mine} AND NOT EXISTS (SELECT 1 FROM memory_segments WHERE {Mine})", s_person);

    /// <summary>1 when turns may be taken in: memory stood where they begin, and the log still has all of them as they were read. An erasure may have come between, or one was deleted or edited.</summary>
    public static readonly Statement MayTakeIn = new(
        $"""
        SELECT count(*) FROM turns t WHERE t.conversation = @conversation AND t.sequence = @upto AND t.tenant = @tenant AND t.subject = @subject
        AND coalesce((SELECT sequence FROM memory_cursors WHERE {Mine} AND conversation = @conversation), 0) = @after
        AND (SELECT count(*) FROM turns s WHERE s.conversation = @conversation AND s.sequence > @after AND s.sequence <= @upto AND s.tenant = @tenant AND s.subject = @subject AND s.outcome NOT IN {LogStatements.NothingSaid}) = @said
        AND (SELECT count(*) FROM turns e WHERE e.conversation = @conversation AND e.sequence > @after AND e.sequence <= @upto AND e.tenant = @tenant AND e.subject = @subject AND e.outcome = '{TurnOutcomes.Edited}') = @edited
        """, [("conversation", DbType.String), ("upto", DbType.Int64), .. s_person, ("after", DbType.Int64), ("said", DbType.Int32), ("edited", DbType.Int32)]);

    public static readonly Statement TakeIn = new(
        """
        INSERT INTO memory_cursors (tenant, subject, conversation, sequence) VALUES (@tenant, @subject, @conversation, @upto)
        ON CONFLICT (tenant, subject, conversation) DO UPDATE SET sequence = excluded.sequence
        """, [.. s_person, ("conversation", DbType.String), ("upto", DbType.Int64)]);

    /// <summary>See <see cref="MemoryCursorRow.Never"/>; as text for statements that read.</summary>
    public static readonly string Never = MemoryCursorRow.Never.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
