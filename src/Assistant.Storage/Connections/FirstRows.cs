using System.Data.Common;

namespace Assistant.Storage.Connections;

internal static class FirstRows
{
    /// <summary>Null when there is none.</summary>
    public static object[]? FirstRow(this DbDataReader rows)
    {
        if (!rows.Read())
            return null;
        var values = new object[rows.FieldCount];
        rows.GetValues(values);
        return values;
    }
}
