using System.CommandLine;
using Assistant.Memory;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory forget: one item, or all of a person's.</summary>
internal static class ForgetCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Everything that is remembered of the person." };
        var command = new Command("forget", "Forget one item, or everything.") { id, all, MemoryCommand.User, MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (wanted, everything) = (parsed.GetValue(id), parsed.GetValue(all));
            if (wanted is null != everything)
                throw new CommandException("Give an id, or --all.", CommandLine.WrongUsage);
            // A server that runs holds working memories: it would read back from them what was forgotten here.
            return StorageHost.RunAsync(Settings.Of(parsed), alone: true, async services =>
            {
                var forgotten = await ForgetAsync(services, MemoryCommand.Person(parsed), wanted, cancellationToken);
                if (parsed.GetValue(MemoryCommand.Json))
                    JsonOutput.Write(new { forgotten });
                else
                    Console.WriteLine($"{forgotten} forgotten.");
                return forgotten == 0 && !everything ? CommandLine.Failed : 0;
            }, cancellationToken);
        });
        return command;
    }

    /// <returns>How many items: an episode takes the facts that were learnt from it along, a fact the messages that it was said in.</returns>
    private static async Task<long> ForgetAsync(IServiceProvider services, ContentOwner person, string? id, CancellationToken cancellationToken)
    {
        var memory = services.GetRequiredService<IPersonalMemory>();
        if (id is not null)
            return (id.StartsWith(FactView.Prefix, StringComparison.Ordinal) && await memory.ForgetFactAsync(person, id, cancellationToken)) || await memory.ForgetEpisodeAsync(person, id, cancellationToken) ? 1 : 0;
        return await memory.ForgetEverythingAsync(person, cancellationToken);
    }
}
