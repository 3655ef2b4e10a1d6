using System.CommandLine;
using Assistant.Inference.Models;
using Assistant.Inference.Models.Store;
using Spectre.Console;

namespace Assistant.Server.Commands.Models;

/// <summary>models verify: reads every file of installed models. Exit code 1 when one is not as it should be.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var ids = new Argument<string[]>("models") { Description = "Ids; all that lie in folders when none is named.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("verify", "Check installed models' files against what is known of them.") { ids, ModelsCommand.Json };
        command.SetAction((parsed, cancellationToken) => ModelsCommand.RunAsync(parsed, async services =>
        {
            var store = services.GetRequiredService<IModelStore>();
            var wanted = parsed.GetValue(ids) is { Length: > 0 } named ? named : [.. store.Installed().Where(model => Path.IsPathRooted(model.Location)).Select(model => model.Id)];
            var good = true;
            foreach (var id in wanted)
                good &= Write(id, await CheckAsync(store, id, named: parsed.GetValue(ids) is { Length: > 0 }, cancellationToken), parsed.GetValue(ModelsCommand.Json));
            return good ? 0 : CommandLine.Failed;
        }));
        return command;
    }

    /// <summary>One model that cannot be looked through does not keep the others from being checked.</summary>
    private static async Task<IReadOnlyList<FileCheck>> CheckAsync(IModelStore store, string id, bool named, CancellationToken cancellationToken)
    {
        try
        {
            return await store.VerifyAsync(id, cancellationToken);
        }
        catch (ModelStoreException e) when (!named)
        {
            return [new(".", null, null, e.Message)];
        }
    }

    private static bool Write(string id, IReadOnlyList<FileCheck> checks, bool json)
    {
        var wrong = checks.Where(check => check.Problem is not null).ToArray();
        var known = checks.Count(check => check.Expected is not null);
        if (json)
            JsonOutput.Write(new { Id = id, Ok = wrong.Length == 0, Files = checks });
        else
        {
            AnsiConsole.MarkupLine(wrong.Length > 0
                ? $"[red]wrong[/] {Markup.Escape(id)}"
                : $"[green]good[/]  {Markup.Escape(id)}: {checks.Count} files, {(known == checks.Count ? "all digests fit" : $"{known} with a known digest, the others whole by their own account")}");
            foreach (var check in wrong)
                AnsiConsole.WriteLine($"  {check.Path}: {check.Problem}");
        }
        return wrong.Length == 0;
    }
}
