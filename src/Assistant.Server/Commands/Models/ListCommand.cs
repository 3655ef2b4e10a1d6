using System.CommandLine;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Store;
using Spectre.Console;

namespace Assistant.Server.Commands.Models;

/// <summary>models list: what is installed, from where, and what can be pulled.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "Show installed models and those that can be pulled.") { ModelsCommand.Json };
        command.SetAction((parsed, _) => ModelsCommand.RunAsync(parsed, services =>
        {
            var store = services.GetRequiredService<IModelStore>();
            var installed = store.Installed();
            var available = store.Catalogue.Where(model => installed.All(each => !each.Is(model))).ToArray();
            if (parsed.GetValue(ModelsCommand.Json))
                WriteJson(installed, available);
            else
                Write(installed, available, store.Folder);
            return Task.FromResult(0);
        }));
        return command;
    }

    private static void WriteJson(IReadOnlyList<InstalledModel> installed, CatalogueModel[] available)
    {
        foreach (var model in installed)
            JsonOutput.Write(Entry(model.Id, true, model.Location, model.Bytes, model.Licence, model.Enables, model.Known));
        foreach (var model in available)
            JsonOutput.Write(Entry(model.Id, false, null, model.Bytes, model.Licence, model.Enables, model));
    }

    private static object Entry(string id, bool isInstalled, string? location, long bytes, string? licence, string? enables, CatalogueModel? known) => new
    {
        Id = id,
        Installed = isInstalled,
        Location = location,
        Bytes = bytes,
        Licence = licence,
        LicenceNote = known?.LicenceNote,
        Enables = enables,
        Languages = known?.Languages,
        known?.Family,
        known?.Repository,
        known?.Revision,
        MemoryMegabytes = known?.MemoryMegabytes,
        known?.Use,
        Recommended = known?.Recommended ?? false,
    };

    private static void Write(IReadOnlyList<InstalledModel> installed, CatalogueModel[] available, string folder)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(new TableColumn("Model") { NoWrap = true }, new TableColumn("Size") { NoWrap = true }, new TableColumn("Licence"), new TableColumn("Enables"), new TableColumn("Where"));
        foreach (var model in installed)
            Add(table, model.Id, ModelsCommand.Size(model.Bytes), model.Licence, model.Enables, $"[green]{Markup.Escape(Path.IsPathRooted(model.Location) ? Path.GetDirectoryName(model.Location)! : model.Location)}[/]");
        foreach (var model in available)
            Add(table, model.Id, "~" + ModelsCommand.Size(model.Bytes), model.Licence + (model.LicenceNote is null ? "" : " *"), model.Enables, model.Recommended ? "to be pulled, recommended" : "to be pulled");
        AnsiConsole.Write(table);
        foreach (var model in available.Where(model => model.LicenceNote is not null))
            AnsiConsole.WriteLine($"  * {model.Id}: {model.LicenceNote}");
        AnsiConsole.WriteLine($"Fetch one with `models pull ID`, or those recommended with `models pull recommended`; they go into {folder}.");
    }

    private static void Add(Table table, string id, string size, string? licence, string? enables, string where) =>
        table.AddRow(Markup.Escape(id), size, Markup.Escape(licence ?? "not known"), Markup.Escape(enables ?? ""), where);
}
