using System.Buffers.Binary;
using Assistant.Privacy;
using Assistant.Storage.Connections;

namespace Assistant.Storage.Erasure;

/// <summary>
/// Rows of erased persons that came back with a backup of the log: nobody can read them, but they say who was there, and its chain knows nothing of their erasure. They are told by the keys that they are sealed
/// with, which the key store knows to be destroyed, though it has forgotten whose they were.
/// </summary>
internal sealed class RestoredRows(StoreReader reader, ErasureLedger ledger)
{
    /// <summary>Those with an index by person; whoever has rows in another has some in these.</summary>
    private static readonly string[] s_tables = ["activities", "feedback", "memory_events", "memory_segments", "fact_ledgers", "conversation_references"];

    /// <param name="person">Null for everybody of the tenant.</param>
    /// <returns>Erasures to be done again, with the pseudonyms that the chain knows.</returns>
    public async Task<IReadOnlyList<BegunErasure>> FindAsync(string tenant, ContentOwner? person, CancellationToken cancellationToken)
    {
        var destroyed = ledger.Destroyed(tenant);
        var found = new Dictionary<(ulong KeyId, string Subject), BegunErasure>();
        if (destroyed.Count == 0)
            return [];
        foreach (var table in s_tables)
            foreach (var (subject, keyId) in await reader.QueryAsync(
                $"SELECT DISTINCT subject, substr(payload, 1, 12) FROM {table} WHERE tenant = @tenant AND length(payload) > 12{(person is null ? "" : " AND subject = @subject")}", row => (Subject: row.GetString(0), KeyId: KeyOf(row.GetFieldValue<byte[]>(1))),
                cancellationToken, [("tenant", tenant), .. person is { } one ? [("subject", (object)one.SubjectId)] : Array.Empty<(string, object)>()]))
                if (destroyed.TryGetValue(keyId, out var erasure))
                    found[(keyId, subject)] = erasure with { Person = new(tenant, subject) };
        return [.. found.Values.OrderBy(erasure => erasure.Position)];
    }

    /// <summary>Of the beginning of something sealed; 0, which is no key's, of what is not.</summary>
    private static ulong KeyOf(byte[] head) =>
        head.Length == SealedEnvelope.Head(0).Length && BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(^8)) is var id && SealedEnvelope.Head(id).AsSpan().SequenceEqual(head) ? id : 0;
}
