using System.CommandLine;
using Assistant.Memory.Published;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory publish: a copy of something remembered of a person, or an operator's own words, for everybody of the tenant.</summary>
internal static class PublishCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Arity = ArgumentArity.ZeroOrOne, Description = "Of an episode or a fact of the person." };
        var user = new Option<string?>("--user") { Description = "The person of whose memory it is, by the channel's user id." };
        var text = new Option<string?>("--text") { Description = "Your own words instead." };
        var command = new Command("publish", "Publish something remembered of a person, or a text, for everybody.") { id, user, text, MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (wanted, person, words, tenant) = (parsed.GetValue(id), parsed.GetValue(user), parsed.GetValue(text), parsed.GetValue(MemoryCommand.Tenant)!);
            if (words is null ? wanted is null || person is null : wanted is not null || person is not null || string.IsNullOrWhiteSpace(words))
                throw new CommandException("Give an id and --user, or --text.", CommandLine.WrongUsage);
            return StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
            {
                var memory = services.GetRequiredService<IPublishedMemory>();
                PublishedItem item;
                if (words is not null)
                {
                    item = await memory.PublishAsync(tenant, words.Trim(), cancellationToken);
                }
                else
                {
                    var owner = new Privacy.ContentOwner(tenant, MemoryCommand.Named(person));
                    await MemoryCommand.RecordLookAsync(services, owner, "publish", cancellationToken);
                    item = await memory.PublishAsync(owner, wanted!, cancellationToken) ?? throw new CommandException($"Nothing is remembered under '{wanted}'.");
                }
                PublishedCommand.Write(item, parsed.GetValue(MemoryCommand.Json));
                return 0;
            }, cancellationToken, makes: true);
        });
        return command;
    }
}
