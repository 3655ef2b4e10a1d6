using System.CommandLine;
using Assistant.Memory;
using Assistant.Memory.LongTerm;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory export: lines that memory import reads; with --json one object with all of them, and with the facts, which an import of the same lines gives again.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var command = new Command("export", "Write what is remembered of a person, as memory import reads it.") { MemoryCommand.User, MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            var person = MemoryCommand.Person(parsed);
            if (!parsed.GetValue(MemoryCommand.Json))
                await MemoryCommand.RecordLookAsync(services, person, "export", cancellationToken);
            if (parsed.GetValue(MemoryCommand.Json))
                JsonOutput.Write(await services.GetRequiredService<IPersonalMemory>().ExportAsync(person, cancellationToken));
            else
                foreach (var episode in await services.GetRequiredService<ILongTermMemory>().ListAsync(person, cancellationToken))
                    JsonOutput.Write(new { episode.Id, Time = episode.At, episode.Speaker, episode.Text, episode.Conversation, Source = EpisodeView.SourceOf(episode) });
            return 0;
        }, cancellationToken));
        return command;
    }
}
