using System.CommandLine;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory list: everything that is remembered of a person: facts, then episodes, oldest first.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "List what is remembered of a person.") { MemoryCommand.User, MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            await MemoryCommand.RecordLookAsync(services, MemoryCommand.Person(parsed), "list", cancellationToken);
            foreach (var fact in (await services.GetRequiredService<IPersonalFacts>().OpenAsync(MemoryCommand.Person(parsed), cancellationToken)).Facts.Select(FactView.Of))
            {
                if (parsed.GetValue(MemoryCommand.Json))
                    JsonOutput.Write(fact);
                else
                    Console.WriteLine(Line(fact));
            }
            foreach (var episode in await services.GetRequiredService<ILongTermMemory>().ListAsync(MemoryCommand.Person(parsed), cancellationToken))
            {
                if (parsed.GetValue(MemoryCommand.Json))
                    JsonOutput.Write(EpisodeView.Of(episode));
                else
                    Console.WriteLine($"{episode.Id}  {episode.At:yyyy-MM-dd HH:mm}  {episode.Speaker}: {episode.Text}");
            }
            return 0;
        }, cancellationToken));
        return command;
    }

    private static string Line(FactView fact) =>
        $"{fact.Id}  {fact.Subject} {fact.Attribute}: {fact.Value}{(fact.From is { } from ? $"  from {from:yyyy-MM-dd}" : "")}{(fact.Until is { } until ? $"  until {until:yyyy-MM-dd}" : "")}";
}
