using System.Data.Common;
using System.Globalization;

namespace Assistant.Storage.Keys;

/// <summary>Commands on the key store, of one transaction when there is one; their parameters are @a, @b, ... @z, @p26, @p27, ... in the order given.</summary>
internal sealed class KeyCommands(DbConnection connection, DbTransaction? transaction)
{
    public int Execute(string sql, params ReadOnlySpan<object> values)
    {
        using var command = Prepare(sql, values);
        return command.ExecuteNonQuery();
    }

    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object> values)
    {
        using var command = Prepare(sql, values);
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }

    public T? First<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object> values) => Query(sql, read, values).FirstOrDefault();

    /// <param name="lockedBy">See <see cref="IKeyDatabase.ForShare"/>.</param>
    public string? Setting(string name, string lockedBy = "") => First("SELECT value FROM settings WHERE name = @a" + lockedBy, row => row.GetString(0), name);

    /// <summary>Keeps what is there already: replicas that start at once agree on the first.</summary>
    public string SettingOrAdd(string name, string value)
    {
        Execute("INSERT INTO settings (name, value) VALUES (@a, @b) ON CONFLICT DO NOTHING", name, value);
        return Setting(name)!;
    }

    /// <summary>Until this transaction ends none goes on that calls this, too.</summary>
    public void Alone() => Execute("UPDATE settings SET value = value WHERE name = @a", OpenedKeys.StoreName);

    public static string NameOf(int parameter) => parameter < 26 ? $"@{(char)('a' + parameter)}" : string.Create(CultureInfo.InvariantCulture, $"@p{parameter}");

    private DbCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (NameOf(command.Parameters.Count), value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
