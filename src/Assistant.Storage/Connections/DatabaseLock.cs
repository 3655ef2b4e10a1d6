using Assistant.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assistant.Storage.Connections;

/// <summary>
/// Holds a PostgreSQL database for one server, as two that know nothing of each other would take each other's turns away; replicas, which do, share it. An advisory lock of a session of its own,
/// which goes with the program however that ends. When the session breaks the lock is taken again; when somebody else has it by then, this program ends.
/// </summary>
/// <param name="share">How it is held.</param>
internal sealed partial class DatabaseLock(IOptions<StorageOptions> storage, DatabaseShare share, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DatabaseLock> logger) : BackgroundService, IHostedLifecycleService
{
    private const int Sightings = 2;

    // The session of a program that was just killed takes a moment to end.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5), s_again = TimeSpan.FromMilliseconds(250), s_look = TimeSpan.FromSeconds(2);
    private DatabaseLockSession? _held;

    /// <summary>The process of the database server that serves the session.</summary>
    internal int Backend { get; private set; }

    /// <exception cref="DataFolderTakenException">Another server has the database.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be reached, or not be held.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!storage.Value.IsPostgres)
            return;
        try
        {
            for (var began = time.GetTimestamp(); !await TryTakeAsync(cancellationToken); await Task.Delay(s_again, time, cancellationToken))
                if (time.GetElapsedTime(began) > s_patience)
                    throw new DataFolderTakenException(Taken());
        }
        catch (Exception e) when (IsAway(e))
        {
            throw new StorageUnavailableException($"The database cannot be reached: {e.Message}. Check Storage:ConnectionString.", e);
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await LetGoAsync();

    public override void Dispose()
    {
        _held?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (_held is not null)
            {
                await Task.Delay(s_look, time, stoppingToken);
                if (await HoldsAsync(stoppingToken) || await TakeAgainAsync(stoppingToken) is not { } reason)
                    continue;
                Log.Taken(logger, reason);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<bool> HoldsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _held!.IsHeldAsync(cancellationToken))
                return true;
            Log.Lost(logger, "another session answers");
        }
        catch (Exception e) when (IsAway(e) || e is InvalidOperationException)
        {
            Log.Lost(logger, e.GetType().Name);
        }
        return false;
    }

    /// <returns>Why it cannot be, or null. While the server is away nobody has the lock: nothing is written either.</returns>
    private async Task<string?> TakeAgainAsync(CancellationToken cancellationToken)
    {
        await _held!.DisposeAsync();
        // Seen once it may be a session that is just ending.
        for (var (lost, seen, isAway) = (Backend, 0, false); ; await Task.Delay(s_again, time, cancellationToken))
        {
            try
            {
                if (await TryTakeAsync(cancellationToken))
                {
                    Log.Again(logger);
                    return null;
                }
                seen = await DatabaseLockSession.IsAnothersAsync(storage.Value, share, lost, cancellationToken) ? seen + 1 : 0;
                if (seen == Sightings)
                    return Taken();
            }
            catch (StorageUnavailableException e)
            {
                return e.Message;
            }
            catch (Exception e) when (IsAway(e))
            {
                if (!isAway)
                    Log.Away(logger, e.GetType().Name);
                (isAway, seen) = (true, 0);
            }
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (await DatabaseLockSession.TakeAsync(storage.Value, share, cancellationToken) is not { } session)
            return false;
        (_held, Backend) = (session, session.Backend);
        return true;
    }

    private static bool IsAway(Exception exception) => exception is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException;

    private async Task LetGoAsync()
    {
        if (Interlocked.Exchange(ref _held, null) is { } held)
            await held.DisposeAsync();
    }

    private string Taken() =>
        $"Another server uses the database {storage.Value.Database}{(share == DatabaseShare.Replicas ? " without Cluster:Redis" : "")}. Stop it; or, for several replicas, give each of them the same Cluster:Redis.";

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The session that holds the database for this server broke ({Error}); it is taken again")]
        public static partial void Lost(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The database is held for this server again")]
        public static partial void Again(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "The database cannot be asked for its lock ({Error}); it is tried again")]
        public static partial void Away(ILogger logger, string error);

        [LoggerMessage(Level = LogLevel.Critical, Message = "This server ends: {Reason}")]
        public static partial void Taken(ILogger logger, string reason);
    }
}

/// <summary>Who may use a database at once.</summary>
public enum DatabaseShare
{
    /// <summary>One program that runs turns.</summary>
    Sole,

    /// <summary>Several that know of each other.</summary>
    Replicas,
}
