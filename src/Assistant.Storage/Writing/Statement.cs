using System.Data;

namespace Assistant.Storage.Writing;

/// <summary>One SQL statement of the store, in the dialect that both databases share; its parameters in the order in which they are given.</summary>
internal sealed class Statement(string sql, params (string Name, DbType Type)[] parameters)
{
    public string Sql => sql;

    public IReadOnlyList<(string Name, DbType Type)> Parameters => parameters;

    /// <summary>It answers with rows, so somebody has to read them.</summary>
    public bool HasRows { get; } = sql.StartsWith("SELECT", StringComparison.Ordinal) || sql.Contains("RETURNING", StringComparison.Ordinal);
}
