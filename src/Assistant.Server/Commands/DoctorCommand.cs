using System.CommandLine;
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
        command.SetAction((parsed, _) =>
        {
            using var host = ConsoleAssistant.BuildModels(Settings.Of(parsed));
            var features = host.Services.GetRequiredService<InstalledFeatures>().All();
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(new { Features = features });
                return Task.FromResult(0);
            }
            var table = new Table().Border(TableBorder.Simple).AddColumns("Feature", "State", "What to do");
            foreach (var feature in features)
                table.AddRow(Markup.Escape(feature.Name), feature.Available ? $"[green]on[/] {Markup.Escape(feature.Detail ?? "")}" : "[yellow]off[/]", Markup.Escape(feature.Remedy ?? ""));
            AnsiConsole.Write(table);
            return Task.FromResult(0);
        });
        return command;
    }
}
