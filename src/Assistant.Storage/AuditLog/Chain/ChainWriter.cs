using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using Assistant.Storage.Connections;
using Assistant.Storage.Erasure;
using Assistant.Storage.Writing;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>Appends records to the chains of their tenants, last in the transaction of what they record: the heads are locked after everything else, and in one order.</summary>
internal class ChainWriter(IStoreDatabase database)
{
    private const int Columns = 5;
    private const int MostTenants = 1_000;

    private static readonly Statement s_begin = new(
        "INSERT INTO chain_heads (tenant, sequence, hash) VALUES (@tenant, 0, @hash) ON CONFLICT (tenant) DO NOTHING", ("tenant", DbType.String), ("hash", DbType.Binary));

    private static readonly Statement s_find = new("SELECT sequence, hash FROM chain_heads WHERE tenant = @tenant", ("tenant", DbType.String));

    // A destroyed key is looked for here, under the lock of the head, which an erasure takes when it notes one: whoever appends before is removed by it, whoever comes after fails.
    // Several records a statement: while the head is locked, every statement counts.
    private static readonly (int Rows, Statement Statement)[] s_inserts = [.. new[] { 16, 4, 1 }.Select(rows => (rows, Insert(rows)))];

    private static readonly Statement s_end = new(
        "UPDATE chain_heads SET sequence = @sequence, hash = @hash WHERE tenant = @tenant", ("sequence", DbType.Int64), ("hash", DbType.Binary), ("tenant", DbType.String));

    private readonly Statement _head = new("SELECT sequence, hash FROM chain_heads WHERE tenant = @tenant" + database.ForUpdate, ("tenant", DbType.String));
    private readonly ConcurrentDictionary<string, Question> _heads = new();

    /// <summary>What <see cref="Append"/> is going to ask for records of these tenants; it locks their chains. To be overridden by a benchmark alone, which measures what the chain costs.</summary>
    public virtual IEnumerable<Question> Heads(IEnumerable<string> tenants) => tenants.Distinct().Order(StringComparer.Ordinal).Select(HeadOf);

    /// <summary>To be overridden by a benchmark alone.</summary>
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

    private void Append(StoreSession session, string tenant, IReadOnlyList<ChainEntry> entries)
    {
        var (sequence, hash) = Head(session, tenant);
        for (var next = 0; next < entries.Count;)
        {
            var (rows, insert) = Array.Find(s_inserts, each => each.Rows <= entries.Count - next);
            var values = new object?[rows * Columns];
            for (var at = 0; at < values.Length; at += Columns)
            {
                var entry = entries[next++];
                hash = ChainHash.Next(hash, entry.Body);
                (values[at], values[at + 1], values[at + 2], values[at + 3], values[at + 4]) = (tenant, ++sequence, entry.Body, hash, entry.Key);
            }
            session.Post(insert, values);
        }
        session.Post(s_end, sequence, hash, tenant);
    }

    /// <summary>Until this transaction ends nobody else appends to the tenant's chain.</summary>
    public void Hold(StoreSession session, string tenant) => session.Ask(HeadOf(tenant));

    /// <summary>The head of a tenant's chain as a transaction finds it; null before the first record.</summary>
    public static ChainHead? HeadIn(StoreSession session, string tenant)
    {
        using var rows = session.Query(s_find, tenant);
        return rows.Read() ? new(tenant, rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)) : null;
    }

    private (long Sequence, byte[] Hash) Head(StoreSession session, string tenant)
    {
        var head = session.Ask(HeadOf(tenant));
        if (head is null)
        {
            session.Post(s_begin, tenant, ChainHash.Beginning(tenant));
            head = session.Ask(HeadOf(tenant))!;
        }
        return (Convert.ToInt64(head[0], CultureInfo.InvariantCulture), (byte[])head[1]);
    }

    private Question HeadOf(string tenant)
    {
        if (_heads.Count >= MostTenants)
            _heads.Clear();
        return _heads.GetOrAdd(tenant, name => new(null, _head, name));
    }

    private static Statement Insert(int rows) => new(
        $"INSERT INTO chain (tenant, sequence, body, hash) VALUES {string.Join(", ", Enumerable.Range(0, rows).Select(row => $"(@tenant{row}, @sequence{row}, @body{row}, {DestroyedKeys.Unless($"@key{row}", $"@hash{row}")})"))}",
        [.. Enumerable.Range(0, rows).SelectMany(row => new (string, DbType)[] { ($"tenant{row}", DbType.String), ($"sequence{row}", DbType.Int64), ($"body{row}", DbType.Binary), ($"hash{row}", DbType.Binary), ($"key{row}", DbType.String) })]);
}
