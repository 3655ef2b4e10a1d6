using System.CommandLine;
using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
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
            return StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
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

    private static async Task<long> ForgetAsync(IServiceProvider services, ContentOwner person, string? id, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<ILegalHolds>().RefuseAsync(person, cancellationToken);
        var facts = services.GetRequiredService<IPersonalFacts>();
        if (id?.StartsWith(FactView.Prefix, StringComparison.Ordinal) == true && await facts.ForgetAsync(person, id, cancellationToken))
            return 1;
        var forgotten = id is null ? await facts.EraseAsync(person, cancellationToken) : 0;
        return forgotten + await services.GetRequiredService<ILongTermMemory>().ForgetAsync(person, id, cancellationToken);
    }
}
