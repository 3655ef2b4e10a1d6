using System.CommandLine;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Catalogue;
using Assistant.Inference.Models.Pulling;
using Assistant.Inference.Models.Store;
using Spectre.Console;

namespace Assistant.Server.Commands.Models;

/// <summary>models pull: says what it will fetch, from whom, how much and under which licence; asks; fetches.</summary>
internal static class PullCommand
{
    private const string Recommended = "recommended";

    public static Command Create()
    {
        var ids = new Argument<string[]>("models") { Description = $"Ids as `models list` shows them, or '{Recommended}'.", Arity = ArgumentArity.OneOrMore };
        var from = new Option<string?>("--from") { Description = "Address of a hub or mirror in place of the configured one (Models:Mirror, Models:Hub)." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var again = new Option<bool>("--again") { Description = "Also what is installed already." };
        var command = new Command("pull", "Fetch models from the hub or a mirror; interrupted, it goes on where it was.") { ids, from, yes, again };
        command.SetAction((parsed, cancellationToken) => ModelsCommand.RunAsync(parsed, async services =>
        {
            var (store, puller) = (services.GetRequiredService<IModelStore>(), services.GetRequiredService<IModelPuller>());
            var wanted = Chosen(parsed.GetValue(ids)!, store.Catalogue);
            var here = parsed.GetValue(again) ? [] : store.Installed();
            foreach (var model in wanted)
                if (here.FirstOrDefault(each => each.Is(model)) is { } installed)
                    await Console.Error.WriteLineAsync($"{model.Id} is installed already{(installed.Id == model.Id ? "" : $" as {installed.Id}")}; `models verify {installed.Id}` checks it, --again fetches it anew.");
            wanted = [.. wanted.Where(model => !here.Any(each => each.Is(model)))];
            if (wanted.Length == 0)
                return 0;
            Show(wanted, puller.Host(parsed.GetValue(from)), store.Folder);
            puller.RequireRoom(wanted);
            if (!parsed.GetValue(yes) && !await AskAsync(cancellationToken))
                return CommandLine.Failed;
            var failed = await PullAllAsync(puller, wanted, parsed.GetValue(from), cancellationToken);
            if (failed.Count < wanted.Length)
                await Console.Error.WriteLineAsync("A running server finds what is new at its next start.");
            return failed.Count == 0 ? 0 : throw new CommandException($"Not installed: {string.Join(", ", failed)}. The same command tries again, from where it was.");
        }));
        return command;
    }

    private static CatalogueModel[] Chosen(string[] ids, IReadOnlyList<CatalogueModel> catalogue) =>
        [.. ids.SelectMany(id => id == Recommended ? catalogue.Where(model => model.Recommended) : [catalogue.FirstOrDefault(model => model.Id == id) ?? throw Unknown(id, catalogue)]).DistinctBy(model => model.Id)];

    private static CommandException Unknown(string id, IReadOnlyList<CatalogueModel> catalogue)
    {
        var near = catalogue.Select(model => model.Id).Where(known => known.Contains(id, StringComparison.OrdinalIgnoreCase)).ToArray();
        return new($"There is no model '{id}' in the catalogue{(near.Length > 0 ? $": {string.Join(", ", near)}?" : "; `models list` shows what there is.")}", CommandLine.WrongUsage);
    }

    private static void Show(CatalogueModel[] models, string host, string folder)
    {
        Console.Error.WriteLine($"From {host} into {folder}:");
        foreach (var model in models)
        {
            Console.Error.WriteLine($"  {model.Id,-26} {"~" + ModelsCommand.Size(model.Bytes),8}  {model.Licence,-14} {model.Enables} ({string.Join(", ", model.Languages)}), {model.Repository} at {model.Revision}");
            if (model.LicenceNote is { } note)
                Console.Error.WriteLine($"  {"",-26} {"",8}  {note}");
            if (model.Use is { } use)
                Console.Error.WriteLine($"  {"",-26} {"",8}  to use it: {use}");
        }
        Console.Error.WriteLine($"  together about {ModelsCommand.Size(models.Sum(model => model.Bytes))}");
    }

    /// <exception cref="CommandException">Nobody is there to be asked.</exception>
    private static async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
            throw new CommandException("Say --yes to fetch this: nobody is here to be asked.", CommandLine.WrongUsage);
        await Console.Error.WriteAsync("Fetch this? [y/N] ");
        var answer = await Console.In.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes" or "是" or "好";
    }

    /// <summary>One after the other; one that cannot be had does not keep the others away.</summary>
    /// <returns>Ids of those that could not be had, for reasons that were said.</returns>
    private static async Task<IReadOnlyList<string>> PullAllAsync(IModelPuller puller, CatalogueModel[] wanted, string? from, CancellationToken cancellationToken)
    {
        var failed = new List<string>();
        foreach (var model in wanted)
        {
            try
            {
                await PullAsync(puller, model, from, cancellationToken);
            }
            catch (ModelStoreException e)
            {
                await Console.Error.WriteLineAsync($"{model.Id}: {e.Message}");
                failed.Add(model.Id);
            }
        }
        return failed;
    }

    private static async Task PullAsync(IModelPuller puller, CatalogueModel model, string? from, CancellationToken cancellationToken)
    {
        try
        {
            if (Console.IsErrorRedirected)
                await puller.PullAsync(model, from, new PullLines(model.Id, TimeProvider.System), cancellationToken);
            else
                await PullBars.RunAsync(model, progress => puller.PullAsync(model, from, progress, cancellationToken));
            await Console.Error.WriteLineAsync($"{model.Id} is installed.");
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Interrupted. `models pull {model.Id}` goes on where it was.");
            throw;
        }
    }
}
