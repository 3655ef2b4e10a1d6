using System.Data;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Appends records to the chains of their tenants, last in the transaction of what they record: the heads are locked for as short as can be, and in one order.</summary>
internal class ChainWriter
{
    private const int Columns = 4;

    private static readonly Statement s_begin = new(
        "INSERT INTO chain_heads (tenant, sequence, hash) VALUES (@tenant, 0, @hash) ON CONFLICT (tenant) DO NOTHING", ("tenant", DbType.String), ("hash", DbType.Binary));

    private static readonly Statement s_take = new(
        "UPDATE chain_heads SET sequence = sequence + @count WHERE tenant = @tenant RETURNING sequence, hash", ("count", DbType.Int64), ("tenant", DbType.String));

    // Several records a statement: while the head is locked, every way to the database and back counts.
    private static readonly (int Rows, Statement Statement)[] s_inserts = [.. new[] { 16, 4, 1 }.Select(rows => (rows, Insert(rows)))];

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
        for (var next = 0; next < entries.Count;)
        {
            var (rows, insert) = Array.Find(s_inserts, each => each.Rows <= entries.Count - next);
            var values = new object?[rows * Columns];
            for (var at = 0; at < values.Length; at += Columns)
            {
                var entry = entries[next++];
                hash = ChainHash.Next(hash, entry.Body);
                (values[at], values[at + 1], values[at + 2], values[at + 3]) = (tenant, ++sequence, entry.Body, hash);
            }
            session.Execute(insert, values);
        }
        session.Execute(s_end, hash, tenant);
    }

    private static Statement Insert(int rows) => new(
        $"INSERT INTO chain (tenant, sequence, body, hash) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(@tenant{row}, @sequence{row}, @body{row}, @hash{row})"))}",
        [.. Enumerable.Range(0, rows).SelectMany(row => new (string, DbType)[] { ($"tenant{row}", DbType.String), ($"sequence{row}", DbType.Int64), ($"body{row}", DbType.Binary), ($"hash{row}", DbType.Binary) })]);

    private static (long Sequence, byte[] Hash)? Take(StoreSession session, string tenant, int count)
    {
        using var row = session.Query(s_take, (long)count, tenant);
        return row.Read() ? (row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : null;
    }
}
