using System.Data.Common;

namespace Assistant.Storage.AuditLog.Chain;

/// <summary>A row of the log as it is found, by its hashes.</summary>
/// <param name="Conversation">Null where rows are of none.</param>
/// <param name="Id">Half of the hash of its id.</param>
/// <param name="Content">The hash of records of version 1: over the content alone.</param>
/// <param name="Whole">The hash of records of version 2: over the columns in the clear, too.</param>
/// <param name="Watermark">Of an activity.</param>
internal sealed record StoredRow(string? Conversation, string Table, UInt128 Id, UInt128 Content, UInt128 Whole, long? Watermark)
{
    private const int Fixed = 4;

    /// <param name="row">Of <see cref="ChainedTable.Select"/>.</param>
    public static StoredRow Read(ChainedTable table, DbDataReader row)
    {
        var (id, stored, clear) = Parts(table, row);
        return new(row.IsDBNull(0) ? null : row.GetString(0), table.Name, ChainHash.ShortOf(id), ChainHash.Short(ChainHash.OfRow(stored)), ChainHash.Short(ChainHash.OfRow(stored, clear)), row.IsDBNull(3) ? null : row.GetInt64(3));
    }

    /// <param name="row">Of <see cref="ChainedTable.Select"/>.</param>
    public static ChainedRow ToChain(ChainedTable table, DbDataReader row)
    {
        var (id, stored, clear) = Parts(table, row);
        return table.Row(id, stored, clear);
    }

    private static (string Id, byte[] Stored, object?[] Clear) Parts(ChainedTable table, DbDataReader row)
    {
        var clear = new object?[table.Columns.Count];
        for (var i = 0; i < clear.Length; i++)
            clear[i] = row.GetValue(Fixed + i);
        return (row.GetString(1), row.GetFieldValue<byte[]>(2), clear);
    }
}
