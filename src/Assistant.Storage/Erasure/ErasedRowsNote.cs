using System.Data;
using System.Text.Json;
using Assistant.Storage.Writing;

namespace Assistant.Storage.Erasure;

/// <summary>What was taken out of the log for an erasure, as a row of the installation: written by the transaction that does it, for the receipt of whoever finishes the erasure.</summary>
internal static class ErasedRowsNote
{
    private static readonly Statement s_find = new("SELECT value FROM installation WHERE name = @name", ("name", DbType.String));

    private static readonly Statement s_set = new(
        "INSERT INTO installation (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("name", DbType.String), ("value", DbType.String));

    private static readonly Statement s_remove = new("DELETE FROM installation WHERE name = @name", ("name", DbType.String));

    /// <summary>Null when nothing was taken out yet.</summary>
    public static ErasedRows? Find(StoreSession session, string pseudonym)
    {
        using var rows = session.Query(s_find, Name(pseudonym));
        return rows.Read() ? JsonSerializer.Deserialize(rows.GetString(0), ErasureJson.Default.ErasedRows) : null;
    }

    public static void Set(StoreSession session, string pseudonym, ErasedRows rows) => session.Execute(s_set, Name(pseudonym), JsonSerializer.Serialize(rows, ErasureJson.Default.ErasedRows));

    public static int Remove(StoreSession session, string pseudonym) => session.Execute(s_remove, Name(pseudonym));

    private static string Name(string pseudonym) => "erased:" + pseudonym;
}
