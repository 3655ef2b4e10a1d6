using System.CommandLine;
using Assistant.Privacy;

namespace Assistant.Server.Commands;

/// <summary>retention apply: removes now what the rules say, and reports what went and why.</summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a rule on standard output." };
        var apply = new Command("apply", "Apply the rules of the section Retention now.") { json };
        apply.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: true, async services =>
        {
            var results = await services.GetRequiredService<IRetention>().ApplyAsync(cancellationToken);
            foreach (var result in results)
            {
                if (parsed.GetValue(json))
                    JsonOutput.Write(new { result.Rule, result.Removed, result.Held, result.Unread });
                else
                    Console.WriteLine($"{result.Rule}: {(result.Removed.Count == 0 ? "nothing" : string.Join(", ", result.Removed.Select(kind => $"{kind.Value} {kind.Key}")))} removed{(result.Held == 0 ? "" : $", {result.Held} conversations under a legal hold passed over")}");
                foreach (var name in result.Unread)
                    await Console.Error.WriteLineAsync($"{result.Rule}: {name} cannot be read, so nothing of it was removed (audit verify says what is damaged).");
            }
            if (results.Count == 0)
                await Console.Error.WriteLineAsync("There are no rules: set Retention:Rules (docs/privacy.md).");
            return results.Any(result => result.Unread.Count > 0) ? 1 : 0;
        }, cancellationToken));
        return new("retention", "What is kept for how long.") { apply };
    }
}
