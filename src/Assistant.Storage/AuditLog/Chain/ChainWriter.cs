using System.Data;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Appends records to the chains of their tenants, last in the transaction of what they record: the heads are locked for as short as can be, and in one order.</summary>
internal class ChainWriter
{
    private static readonly Statement s_begin = new(
        "INSERT INTO chain_heads (tenant, sequence, hash) VALUES (@tenant, 0, @hash) ON CONFLICT (tenant) DO NOTHING", ("tenant", DbType.String), ("hash", DbType.Binary));

    private static readonly Statement s_take = new(
        "UPDATE chain_heads SET sequence = sequence + @count WHERE tenant = @tenant RETURNING sequence, hash", ("count", DbType.Int64), ("tenant", DbType.String));

    private static readonly Statement s_insert = new(
        "INSERT INTO chain (tenant, sequence, body, hash) VALUES (@tenant, @sequence, @body, @hash)",
        ("tenant", DbType.String), ("sequence", DbType.Int64), ("body", DbType.Binary), ("hash", DbType.Binary));

    private static readonly Statement s_end = new("UPDATE chain_heads SET hash = @hash WHERE tenant = @tenant", ("hash", DbType.Binary), ("tenant", DbType.String));

    /// <summary>To be overridden by a benchmark alone, which measures what the chain costs.</summary>
    public virtual void Append(StoreSession session, IReadOnlyList<ChainEntry> entries)
    {
        if (entries.Count == 0)
            return;
        if (entries.Count > 1 && entries.Any(entry => entry.Tenant != entries[0].Tenant))
        {
            foreach (var tenant in entries.GroupBy(entry => entry.Tenant).OrderBy(group => group.Key, StringComparer.Ordinal))
                Append(session, tenant.Key, [.. tenant]);
            return;
        }
        Append(session, entries[0].Tenant, entries);
    }

    private static void Append(StoreSession session, string tenant, IReadOnlyList<ChainEntry> entries)
    {
        if (Take(session, tenant, entries.Count) is not { } head)
        {
            session.Execute(s_begin, tenant, ChainHash.Beginning(tenant));
            head = Take(session, tenant, entries.Count)!.Value;
        }
        var (sequence, hash) = (head.Sequence - entries.Count, head.Hash);
        foreach (var entry in entries)
        {
            hash = ChainHash.Next(hash, entry.Body);
            session.Execute(s_insert, tenant, ++sequence, entry.Body, hash);
        }
        session.Execute(s_end, hash, tenant);
    }

    private static (long Sequence, byte[] Hash)? Take(StoreSession session, string tenant, int count)
    {
        using var row = session.Query(s_take, (long)count, tenant);
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : null;
    }
}
