using System.CommandLine;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory why: where something remembered comes from: the words, when, and in which conversation.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id");
        var command = new Command("why", "Say where something remembered comes from.") { id, MemoryCommand.User, MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            await MemoryCommand.RecordLookAsync(services, MemoryCommand.Person(parsed), "why", cancellationToken);
            var wanted = parsed.GetValue(id)!;
            if ((await services.GetRequiredService<IPersonalFacts>().OpenAsync(MemoryCommand.Person(parsed), cancellationToken)).Facts.Where(fact => fact.Id == wanted).ToList() is { Count: > 0 } periods)
            {
                foreach (var known in periods)
                    if (parsed.GetValue(MemoryCommand.Json))
                        JsonOutput.Write(FactView.Of(known));
                    else
                        Write(known);
                return 0;
            }
            if (await services.GetRequiredService<ILongTermMemory>().FindAsync(MemoryCommand.Person(parsed), wanted, cancellationToken) is not { } episode)
                throw new CommandException($"Nothing is remembered under '{wanted}'.");
            if (parsed.GetValue(MemoryCommand.Json))
                JsonOutput.Write(EpisodeView.Of(episode));
            else
                Console.WriteLine($"{episode.Speaker} said on {episode.At:yyyy-MM-dd HH:mm}, in the conversation {episode.Conversation}:\n\"{episode.Text}\"");
            return 0;
        }, cancellationToken));
        return command;
    }

    /// <summary>A period of a fact: what was so more than once was said more than once.</summary>
    private static void Write(Fact known)
    {
        foreach (var origin in known.Origins)
            Console.WriteLine($"{origin.SaidAt:yyyy-MM-dd HH:mm}{(origin.Conversation.Length > 0 ? $", in the conversation {origin.Conversation}" : "")}:\n\"{origin.Quote}\"");
    }
}
