using System.CommandLine;
using Assistant.Inference.Models;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Commands.Models;

/// <summary>models: what is installed, and how models come and go. The one command that fetches anything, and only when it is asked to.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new("models", "Show, fetch, check, import and export local models (docs/models.md).")
    {
        ListCommand.Create(), PullCommand.Create(), VerifyCommand.Create(), ImportCommand.Create(), ExportCommand.Create(),
    };

    internal static Option<bool> Json { get; } = new("--json") { Description = "One JSON object a model on standard output." };

    internal static string Size(long bytes) => bytes >= 1_000_000_000 ? $"{bytes / 1e9:0.0} GB" : bytes >= 1_000_000 ? $"{bytes / 1e6:0} MB" : $"{bytes / 1e3:0.0} kB";

    /// <exception cref="CommandException">It could not be done; says why.</exception>
    internal static async Task<int> RunAsync(ParseResult parsed, Func<IServiceProvider, Task<int>> run)
    {
        using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
        try
        {
            return await run(host.Services);
        }
        catch (Exception e) when (e is ModelStoreException or OptionsValidationException)
        {
            throw new CommandException(e.Message);
        }
    }
}
