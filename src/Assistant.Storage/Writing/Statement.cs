using System.Data;
using System.Data.Common;

namespace Assistant.Storage.Writing;

/// <summary>One SQL statement of the store, in the dialect that both databases share; its parameters in the order in which they are given.</summary>
internal sealed class Statement(string sql, params (string Name, DbType Type)[] parameters)
{
    public DbCommand Prepare(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.DbType = type;
            command.Parameters.Add(parameter);
        }
        command.Prepare();
        return command;
    }

    public static void Fill(DbCommand command, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }
}
