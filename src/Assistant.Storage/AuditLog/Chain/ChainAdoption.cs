using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Storage.Connections;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>A log that is older than its chain gets one, once: from then on its old rows cannot be changed unnoticed either.</summary>
internal sealed class ChainAdoption(GroupCommitWriter writer, StoreReader reader, ChainEntries chain, TimeProvider time)
{
    private const int RowsARecord = 500;

    /// <summary>Tenants are few, and each is found by one look into the index: DISTINCT would go through all of it, at each start.</summary>
    internal const string Unadopted =
        """
        WITH RECURSIVE tenants(name) AS (
          SELECT min(tenant) FROM activities
          UNION ALL
          SELECT (SELECT min(a.tenant) FROM activities a WHERE a.tenant > tenants.name) FROM tenants WHERE tenants.name IS NOT NULL)
        SELECT name FROM tenants WHERE name IS NOT NULL AND name NOT IN (SELECT tenant FROM chain_heads)
        """;

    private static readonly ChainedTable[] s_tables = [ChainedTable.Activities, ChainedTable.Turns, ChainedTable.Evidence, ChainedTable.ToolCalls];

    /// <summary>All in one transaction: a crash leaves nothing half adopted.</summary>
    public async Task AdoptAsync(CancellationToken cancellationToken)
    {
        var tenants = await reader.QueryAsync(Unadopted, row => row.GetString(0), cancellationToken);
        foreach (var tenant in tenants)
        {
            var entries = new List<ChainEntry>();
            foreach (var table in s_tables)
                entries.AddRange(await EntriesAsync(tenant, table, cancellationToken));
            await writer.WriteAsync(new ConversationKey(tenant, "chain", ""), session =>
            {
                foreach (var entry in entries)
                    session.Chain(entry);
                return true;
            });
        }
    }

    private async Task<IEnumerable<ChainEntry>> EntriesAsync(string tenant, ChainedTable table, CancellationToken cancellationToken)
    {
        var rows = await reader.Patient.QueryAsync(table.Select, row => (Conversation: row.GetString(0), Subject: row.GetString(row.GetOrdinal("subject")), Row: StoredRow.ToChain(table, row)), cancellationToken, ("tenant", tenant));
        return rows.GroupBy(row => (row.Conversation, row.Subject)).SelectMany(group => group.Chunk(RowsARecord).Select(part =>
            chain.Of(ChainKinds.Adopted, ConversationKey.Parse(group.Key.Conversation), new ContentOwner(tenant, group.Key.Subject), time.GetUtcNow(), [.. part.Select(row => row.Row)])));
    }
}
