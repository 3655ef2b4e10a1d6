using System.CommandLine;
using Assistant.Inference.Models.Store;

namespace Assistant.Server.Commands.Models;

/// <summary>models export: an installed model as one file, for a machine without a network.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("model") { Description = "An installed model's id." };
        var file = new Argument<string>("file") { Description = "The zip to write; it must not be there yet." };
        var command = new Command("export", "Check an installed model and write it as a zip for `models import`.") { id, file };
        command.SetAction((parsed, cancellationToken) => ModelsCommand.RunAsync(parsed, async services =>
        {
            await services.GetRequiredService<IModelStore>().ExportAsync(parsed.GetRequiredValue(id), parsed.GetRequiredValue(file), cancellationToken);
            Console.WriteLine($"{parsed.GetRequiredValue(file)}: take it to the other machine, and there `models import` it.");
            return 0;
        }));
        return command;
    }
}
