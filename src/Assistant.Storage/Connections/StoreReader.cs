using System.Data;
using System.Data.Common;
using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Storage.Connections;

/// <summary>Reads the store, on connections of its own beside the writer's.</summary>
/// <param name="within">How long a statement may take before its first row; null as the connection says: 30 s.</param>
internal sealed class StoreReader(IStoreDatabase database, TimeSpan? within)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    public StoreReader(IStoreDatabase database)
        : this(database, null)
    {
    }

    /// <summary>The same for upkeep, whose statements may go through all that there is before the first row comes.</summary>
    public StoreReader Patient => new(database, s_patience);

    /// <summary>What <paramref name="read"/> makes of the rows. Rows whose person has been erased are as good as gone.</summary>
    /// <exception cref="StorageUnavailableException">The store is away.</exception>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        var results = new List<T>();
        await ForEachAsync(sql, row => results.Add(read(row)), cancellationToken, parameters);
        return results;
    }

    /// <summary>The same for two statements, with a semicolon between them, that go to the store together.</summary>
    /// <exception cref="StorageUnavailableException">The store is away.</exception>
    public async Task<(List<TFirst> First, List<TSecond> Second)> QueryAsync<TFirst, TSecond>(
        string sql, Func<DbDataReader, TFirst> first, Func<DbDataReader, TSecond> second, CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        var (ofFirst, ofSecond) = (new List<TFirst>(), new List<TSecond>());
        await ReadAsync(sql, [row => ofFirst.Add(first(row)), row => ofSecond.Add(second(row))], parameters, cancellationToken);
        return (ofFirst, ofSecond);
    }

    /// <summary>For more rows than memory should hold.</summary>
    /// <exception cref="StorageUnavailableException">The store is away.</exception>
    public Task ForEachAsync(string sql, Action<DbDataReader> read, CancellationToken cancellationToken, params (string Name, object Value)[] parameters) =>
        ReadAsync(sql, [read], parameters, cancellationToken);

    private async Task ReadAsync(string sql, Action<DbDataReader>[] reads, (string Name, object Value)[] parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var ready = await database.ReadyAsync(sql, cancellationToken);
            if (within is { } time)
                ready.Command.CommandTimeout = (int)time.TotalSeconds;
            foreach (var (name, value) in parameters)
            {
                var parameter = ready.Command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@" + name, value);
                ready.Command.Parameters.Add(parameter);
            }
            await using var rows = await ready.Command.ExecuteReaderAsync(reads.Length == 1 ? CommandBehavior.SingleResult : CommandBehavior.Default, cancellationToken);
            for (var i = 0; i < reads.Length; i++)
            {
                if (i > 0)
                    await rows.NextResultAsync(cancellationToken);
                while (await rows.ReadAsync(cancellationToken))
                    Read(rows, reads[i]);
            }
            ready.Succeeded = true;
        }
        catch (Exception e) when (database.IsUnavailable(e))
        {
            throw new StorageUnavailableException($"{database.Description} cannot be read: {StoreFailure.Reason(e)}.", e);
        }
    }

    private static void Read(DbDataReader row, Action<DbDataReader> read)
    {
        try
        {
            read(row);
        }
        catch (ContentErasedException)
        {
        }
    }
}
