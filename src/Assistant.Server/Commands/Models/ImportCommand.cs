using System.CommandLine;
using Assistant.Inference.Models.Store;

namespace Assistant.Server.Commands.Models;

/// <summary>models import: for machines without a network, and for models that the catalogue does not have.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("source") { Description = "A model's folder, a folder with such folders (the cache of the hub's own tools is one), or a zip that `models export` wrote." };
        var command = new Command("import", "Check models in a folder or zip and put them in place.") { source };
        command.SetAction((parsed, cancellationToken) => ModelsCommand.RunAsync(parsed, async services =>
        {
            var store = services.GetRequiredService<IModelStore>();
            foreach (var id in await store.ImportAsync(parsed.GetRequiredValue(source), cancellationToken, Console.Error.WriteLine))
                Console.WriteLine($"{id} is in {Path.Combine(store.Folder, id)}");
            return 0;
        }));
        return command;
    }
}
