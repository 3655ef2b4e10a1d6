using System.Diagnostics;
using Assistant.Conversations;
using Assistant.Server.Commands;
using Assistant.Storage;
using Assistant.Storage.Connections;

namespace Assistant.Server.Terminal;

/// <summary>
/// Finds the assistant for `ask` and `chat`: the server on the data folder where one runs; else it begins in this process, with the folder to itself, or as one more replica.
/// Never on a database server without a cluster: whatever runs turns takes those of every conversation that waits, so it would take the server's, and the server's database while that is away for a moment.
/// </summary>
internal static class TerminalDoor
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60), s_pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="CommandException">It does not start, the database is a server's, or another command has the folder for longer than is waited for.</exception>
    public static async Task<ITerminal> OpenAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var configuration = ConsoleAssistant.CreateBuilder(settings).Configuration;
        var (folder, database) = ((configuration.GetSection(DataOptions.SectionName).Get<DataOptions>() ?? new()).EffectiveDirectory, AssistantStorage.DatabaseOf(configuration));
        for (var (began, isTold) = (Stopwatch.GetTimestamp(), false); ; isTold = true)
        {
            if (RunningServer.Find(folder) is { } server)
            {
                if (settings.Any(setting => !setting.StartsWith("--Data:", StringComparison.OrdinalIgnoreCase)))
                    await Console.Error.WriteLineAsync("The server that runs on this data folder answers, by its own settings; those given here do not count.");
                return server;
            }
            if (database is not null && AssistantComposition.ShareOf(configuration) == DatabaseShare.Sole)
                throw new CommandException($"The database {database} belongs to the one server that uses it, and none runs on the data folder {folder}. Start one, ask the one that runs elsewhere at its address, or set Cluster:Redis for both.");
            try
            {
                return await ConsoleAssistant.StartAsync(settings, cancellationToken);
            }
            catch (DataFolderTakenException) when (database is null && Stopwatch.GetElapsedTime(began) < s_patience)
            {
                if (!isTold)
                    await Console.Error.WriteLineAsync($"Waiting for another command that uses the data folder {folder}.");
                await Task.Delay(s_pause, cancellationToken);
            }
            catch (DataFolderTakenException e)
            {
                throw new CommandException(e.Message);
            }
        }
    }
}
