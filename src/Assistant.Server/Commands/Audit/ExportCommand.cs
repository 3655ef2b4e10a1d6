using System.CommandLine;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit export: one zip of all that is stored about a person, made while the server runs.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--out") { Description = "The zip file to write.", Required = true };
        var command = new Command("export", "Write all that is stored about a person into one zip; that is recorded.") { AuditCommand.Subject, AuditCommand.Tenant, file };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            foreach (var (i, person) in AuditCommand.Persons(parsed).Index())
            {
                var path = AuditCommand.FileOf(parsed.GetValue(file)!, i);
                var items = await CommandFiles.WriteWholeAsync(path, zip => services.GetRequiredService<IPersonArchive>().ExportAsync(person, AuditCommand.Operator, zip, cancellationToken));
                await Console.Error.WriteLineAsync($"{items} items are in {path}.");
            }
            return 0;
        }, cancellationToken));
        return command;
    }
}
