using Assistant.Conversations;
using Assistant.Server.Commands;
using Assistant.Storage;

namespace Assistant.Server.Terminal;

/// <summary>Finds the assistant for `ask` and `chat`: the server on the data folder where one runs; else it begins in this process, with the folder to itself.</summary>
internal static class TerminalDoor
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60), s_pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="CommandException">It does not start, or another command has the folder for longer than is waited for.</exception>
    public static async Task<ITerminal> OpenAsync(IReadOnlyList<string> settings, CancellationToken cancellationToken)
    {
        var folder = (ConsoleAssistant.CreateBuilder(settings).Configuration.GetSection(DataOptions.SectionName).Get<DataOptions>() ?? new()).EffectiveDirectory;
        for (var waited = TimeSpan.Zero; ; waited += s_pause)
        {
            if (RunningServer.Find(folder) is { } server)
            {
                if (settings.Any(setting => !setting.StartsWith("--Data:", StringComparison.OrdinalIgnoreCase)))
                    await Console.Error.WriteLineAsync("The server that runs on this data folder answers, by its own settings; those given here do not count.");
                return server;
            }
            try
            {
                return await ConsoleAssistant.StartAsync(settings, cancellationToken);
            }
            catch (DataFolderTakenException) when (waited < s_patience)
            {
                if (waited == TimeSpan.Zero)
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
