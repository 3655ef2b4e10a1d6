using System.Data;
using System.Data.Common;
using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Storage.Connections;

/// <summary>Reads the store, on connections of its own beside the writer's.</summary>
internal sealed class StoreReader(IStoreDatabase database)
{
    /// <summary>What <paramref name="read"/> makes of the rows. Rows whose person has been erased are as good as gone.</summary>
    /// <exception cref="StorageUnavailableException">The store is away.</exception>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        var results = new List<T>();
        await ForEachAsync(sql, row => results.Add(read(row)), cancellationToken, parameters);
        return results;
    }

    /// <summary>The same for more rows than memory should hold.</summary>
    /// <exception cref="StorageUnavailableException">The store is away.</exception>
    public async Task ForEachAsync(string sql, Action<DbDataReader> read, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        try
        {
            await using var ready = await database.ReadyAsync(sql, cancellationToken);
            foreach (var (name, value) in parameters)
            {
                var parameter = ready.Command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@" + name, value);
                ready.Command.Parameters.Add(parameter);
            }
            await using var rows = await ready.Command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                try
                {
                    read(rows);
                }
                catch (ContentErasedException)
                {
                }
            }
            ready.Succeeded = true;
        }
        catch (Exception e) when (database.IsUnavailable(e))
        {
            throw new StorageUnavailableException($"{database.Description} cannot be read.", e);
        }
    }
}
