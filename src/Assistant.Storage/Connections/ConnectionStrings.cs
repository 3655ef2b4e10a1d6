using Npgsql;
using StackExchange.Redis;

namespace Assistant.Storage.Connections;

/// <summary>Whether connection strings are written as they must be; no server is asked. Null and empty are none.</summary>
internal static class ConnectionStrings
{
    public static bool IsPostgres(string? connection) => IsRead(() => new NpgsqlConnectionStringBuilder(connection));

    public static bool IsRedis(string? configuration) => string.IsNullOrEmpty(configuration) || IsRead(() => ConfigurationOptions.Parse(configuration));

    private static bool IsRead(Func<object> read)
    {
        try
        {
            _ = read();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
