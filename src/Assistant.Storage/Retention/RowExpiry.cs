using System.Data;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Schema;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Retention;

/// <summary>The transaction that takes expired rows out of the log, with the chain's record of them.</summary>
internal sealed class RowExpiry(ChainEntries chain, ChainWriter heads, TimeProvider time)
{
    private static readonly Statement s_emptied = new(
        "DELETE FROM conversations WHERE key = @conversation AND pending = 0 AND NOT EXISTS (SELECT 1 FROM activities WHERE conversation = @conversation) AND NOT EXISTS (SELECT 1 FROM feedback WHERE conversation = @conversation)", ("conversation", DbType.String));

    /// <summary>A conversation that begins again counts from 1. That it is not to be remembered stays true.</summary>
    private static readonly Statement s_cursors = new(
        $"DELETE FROM memory_cursors WHERE conversation IN (@conversation, '{MemoryCursorRow.PassedOver}' || @conversation) AND sequence < @never", ("conversation", DbType.String), ("never", DbType.Int64));

    private static readonly Statement s_leftAttachments = new("DELETE FROM attachments WHERE conversation = @conversation", ("conversation", DbType.String));

    /// <summary>
    /// A turn that runs may have read what is gone now, and a summary may still be made of it: as if another replica had taken the conversation over it is not kept, and begins anew from what is left.
    /// First, so that nobody writes to the conversation until this ends.
    /// </summary>
    private static readonly Statement s_takenOver = new("UPDATE conversations SET epoch = epoch + 1 WHERE key = @conversation", ("conversation", DbType.String));

    /// <exception cref="LegalHoldException">Somebody of whose rows some would go is under a legal hold: nothing went.</exception>
    public ExpiredConversation Remove(StoreSession session, RetentionKind kind, ConversationKey conversation, ContentOwner person, DateTimeOffset before, RedactedTurns? redacted)
    {
        var key = conversation.ToString();
        session.Execute(s_takenOver, key);
        var found = ExpiredRows.Of(kind).Select(target => (Target: target, Ids: target.FindIn(session, key, person.Tenant, person.SubjectId, before.ToUnixTimeMilliseconds()))).ToArray();
        var (chained, counts) = (new List<ChainedRow>(), new Dictionary<string, long>());
        foreach (var (target, ids) in found)
        {
            foreach (var id in ids)
                target.Delete(session, key, id);
            if (ExpiredRows.Uncounted.Contains(target.Table))
                continue;
            counts[target.Table] = ids.Count;
            if (target.Table != "inbox")
                chained.AddRange(ids.Select(id => new ChainedRow(target.Table, id, "")));
        }
        if (chained.Count > 0)
            session.Chain(chain.Of(ChainKinds.Expired, conversation, person, time.GetUtcNow(), chained));
        redacted?.Apply(session, chain, time.GetUtcNow(), counts);
        var isEmptied = kind == RetentionKind.Log && session.Execute(s_emptied, key) == 1;
        if (isEmptied)
        {
            session.Execute(s_cursors, key, MemoryCursorRow.Never);
            session.Execute(s_leftAttachments, key);
        }
        // Last, and under the lock of the chain's head: a hold that is not there yet is recorded behind what is removed here.
        heads.Hold(session, person.Tenant);
        foreach (var owner in (redacted?.Owners ?? []).Append(person))
            LegalHolds.Refuse(session, owner);
        return new(counts, isEmptied);
    }
}

/// <summary>What went of one person in a conversation.</summary>
/// <param name="Counts">By table.</param>
/// <param name="Emptied">The conversation went, too.</param>
internal sealed record ExpiredConversation(IReadOnlyDictionary<string, long> Counts, bool Emptied);
