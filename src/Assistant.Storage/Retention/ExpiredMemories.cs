using System.Collections.Concurrent;
using Assistant.Memory;
using Assistant.Privacy;
using Assistant.Storage.Connections;

namespace Assistant.Storage.Retention;

/// <summary>What long-term memory holds of persons beyond a time, wherever it came from. Opened are only those of whom something can have become too old since the last look.</summary>
internal sealed class ExpiredMemories(StoreReader reader, IConversationMemory memory, SparedPersons passed)
{
    private const int MostSeen = 100_000;
    private readonly ConcurrentDictionary<ContentOwner, Seen> _seen = new();

    /// <param name="spared">Channels whose conversations' memory stays.</param>
    /// <param name="unread">Gets whose memory cannot be read.</param>
    /// <returns>How many episodes and statements went.</returns>
    public async Task<long> ExpireAsync(DateTimeOffset before, IReadOnlySet<string> spared, UnreadContent unread, CancellationToken cancellationToken)
    {
        var count = 0L;
        foreach (var (person, segment, ledger) in await reader.QueryAsync(
            """
            SELECT tenant, subject, max(segment), max(version) FROM (
              SELECT tenant, subject, segment, 0 AS version FROM memory_segments UNION ALL SELECT tenant, subject, 0 AS segment, version FROM fact_ledgers) held
            GROUP BY tenant, subject
            """, row => (new ContentOwner(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.GetInt64(3)), cancellationToken))
        {
            if (_seen.TryGetValue(person, out var seen) && seen.Segment == segment && seen.Ledger == ledger && !(seen.Oldest < before))
                continue;
            await unread.TryAsync($"the memory of {person.SubjectId}", async () =>
            {
                await passed.RefuseAsync(person, cancellationToken);
                var expired = await memory.ExpireAsync(person, before, spared, cancellationToken);
                count += expired.Count;
                if (_seen.Count >= MostSeen)
                    _seen.Clear();
                _seen[person] = new(segment, ledger, expired.Oldest);
            });
        }
        return count;
    }

    private sealed record Seen(long Segment, long Ledger, DateTimeOffset? Oldest);
}
