using System.CommandLine;
using Assistant.Perception;
using Assistant.Server.Health;
using Spectre.Console;

namespace Assistant.Server.Commands;

/// <summary>doctor: what works on this machine, what does not, and what to do about it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("doctor", "Show what is installed, what is not, and what to do.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var broken = await TryWorkerAsync(host.Services.GetRequiredService<IMediaIsolation>(), cancellationToken);
            var features = host.Services.GetRequiredService<InstalledFeatures>().All();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(new { Features = features });
                return broken ? 1 : 0;
            }
            var table = new Table().Border(TableBorder.Simple).AddColumns("Feature", "State", "What to do");
            foreach (var feature in features)
                table.AddRow(Markup.Escape(feature.Name), feature.Available ? $"[green]on[/] {Markup.Escape(feature.Detail ?? "")}" : "[yellow]off[/]", Markup.Escape(feature.Remedy ?? ""));
            AnsiConsole.Write(table);
            return broken ? 1 : 0;
        });
        return command;
    }

    /// <summary>Starts a media worker once: only then is it known that it runs, and what keeps it in.</summary>
    private static async Task<bool> TryWorkerAsync(IMediaIsolation isolation, CancellationToken cancellationToken)
    {
        try
        {
            if (isolation.IsAvailable)
                await isolation.StartAsync(cancellationToken);
            return false;
        }
        catch (MediaException e)
        {
            await Console.Error.WriteLineAsync($"The media worker does not start: {e.InnerException?.Message ?? e.Message}");
            return true;
        }
    }
}
