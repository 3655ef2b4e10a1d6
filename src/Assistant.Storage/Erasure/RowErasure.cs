using System.Globalization;
using Assistant.Conversations;
using Assistant.Storage.AuditLog;
using Assistant.Storage.AuditLog.Chain;
using Assistant.Storage.Inbox;
using Assistant.Storage.Keys;
using Assistant.Storage.LongTermMemory;
using Assistant.Storage.Notices;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Erasure;

/// <summary>An erasure's part in the log's database. What the person has written since, under a new key, is spared: it is a new person's, and the chain's record of the erasure does not speak of it.</summary>
internal sealed class RowErasure(GroupCommitWriter writer, ChainWriter chain, KeyStore store, TimeProvider time)
{
    private const int Tries = 5;

    /// <summary>Before anything is removed: from here on nobody writes under the destroyed key, whoever still holds it.</summary>
    public Task BeginAsync(BegunErasure begun) => writer.WriteAsync(Queue(begun), session =>
    {
        chain.Hold(session, begun.Person.Tenant);
        if (begun.KeyId != 0)
            DestroyedKeys.Add(session, begun.KeyId);
        return true;
    });

    /// <param name="besides">What went that is no row.</param>
    /// <returns>What all transactions of this erasure took out: one that was broken off may have done it already.</returns>
    public async Task<ErasedRows> RemoveAsync(BegunErasure begun, IReadOnlyList<ConversationKey> conversations, IReadOnlyDictionary<string, long> besides)
    {
        for (var tried = 1; ; tried++)
        {
            var current = store.Find(begun.Person);
            try
            {
                return await writer.WriteAsync(Queue(begun), session =>
                {
                    var rows = Remove(session, begun, conversations, besides, DestroyedKeys.Spared(current));
                    return store.Find(begun.Person)?.Id == current?.Id ? rows : throw new WroteMeanwhileException();
                });
            }
            catch (WroteMeanwhileException) when (tried < Tries)
            {
            }
        }
    }

    /// <summary>Once the receipt is given.</summary>
    public Task EndAsync(BegunErasure begun) => writer.WriteAsync(Queue(begun), session => ErasedRowsNote.Remove(session, begun.Pseudonym));

    public static string Describe(ChainHead? head) => head is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{head.Sequence}:{Convert.ToHexStringLower(head.Hash)}");

    public static void Add(Dictionary<string, long> counts, IReadOnlyDictionary<string, long> others)
    {
        foreach (var (kind, count) in others)
            counts[kind] = counts.GetValueOrDefault(kind) + count;
    }

    private ErasedRows Remove(StoreSession session, BegunErasure begun, IReadOnlyList<ConversationKey> conversations, IReadOnlyDictionary<string, long> besides, byte[] spared)
    {
        var (known, counts) = (ErasedRowsNote.Find(session, begun.Pseudonym), new Dictionary<string, long>());
        // In the order in which replicas lock them.
        foreach (var conversation in conversations.OrderBy(each => each.ToString(), StringComparer.Ordinal))
            PersonRows.Remove(session, conversation, begun.Person, begun.Pseudonym, spared, counts);
        // Once more, in the transaction that takes the log's rows: what was being taken in from them meanwhile.
        if (MemorySegments.Remove(session, begun.Person, spared) is > 0 and var items)
            counts["memory_items"] = items;
        FactStore.Remove(session, begun.Person, spared);
        ErasureRequests.Remove(session, begun.Person);
        if (MemoryLog.RemoveAll(session, begun.Person, spared) is > 0 and var events)
            counts[MemoryLog.Table] = events;
        StoredReferences.Remove(session, begun.Person, spared, counts);
        if (EarlyRevisions.Remove(session, begun.Person, spared) is > 0 and var early)
            counts["early_revisions"] = early;
        if (known is not null && counts.Values.All(count => count == 0))
            return known;
        var erased = new ErasedRows(counts, known?.ChainBefore ?? Describe(ChainWriter.HeadIn(session, begun.Person.Tenant)));
        Add(counts, known?.Counts ?? new Dictionary<string, long>());
        ErasedRowsNote.Set(session, begun.Pseudonym, erased);
        var all = new Dictionary<string, long>(besides);
        Add(all, counts);
        session.Chain(ChainEntry.Of(begun.Person.Tenant, new(ChainKinds.Erased, time.GetUtcNow().ToUnixTimeMilliseconds(), begun.Pseudonym, null, null, all)));
        return erased;
    }

    private static ConversationKey Queue(BegunErasure begun) => new(begun.Person.Tenant, "erasure", begun.Pseudonym);

    /// <summary>The person's first message since has come, and may be among what was removed: that is taken back and done again.</summary>
    private sealed class WroteMeanwhileException() : StorageUnavailableException("The person writes while they are erased; ask again.");
}
