using System.CommandLine;
using Assistant.Conversations;
using Assistant.Storage.Connections;

namespace Assistant.Server.Commands;

/// <summary>storage compact: gives the room of what was removed back to the disk.</summary>
internal static class StorageCommand
{
    private const double Megabyte = 1024 * 1024;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var compact = new Command("compact", "Make the embedded database as small as what it holds; with the server stopped.") { json };
        compact.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                var (before, after) = await SqliteCompaction.RunAsync(ConsoleAssistant.CreateBuilder(Settings.Of(parsed)).Configuration, cancellationToken);
                if (parsed.GetValue(json))
                    JsonOutput.Write(new { Before = before, After = after });
                else
                    Console.WriteLine(FormattableString.Invariant($"The database had {before / Megabyte:0.0} MB and has {after / Megabyte:0.0} MB."));
                return 0;
            }
            catch (StorageUnavailableException e)
            {
                throw new CommandException(e.Message);
            }
        });
        return new("storage", "Where everything is kept.") { compact };
    }
}
