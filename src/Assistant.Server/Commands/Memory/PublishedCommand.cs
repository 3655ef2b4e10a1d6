using System.CommandLine;
using Assistant.Memory.Published;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory published: what is published for everybody, and of whom it is.</summary>
internal static class PublishedCommand
{
    public static Command Create()
    {
        var command = new Command("published", "List what is published for everybody.") { MemoryCommand.Tenant, MemoryCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            foreach (var item in await services.GetRequiredService<IPublishedMemory>().ListAsync(parsed.GetValue(MemoryCommand.Tenant)!, cancellationToken))
                Write(item, parsed.GetValue(MemoryCommand.Json));
            return 0;
        }, cancellationToken));
        return command;
    }

    internal static void Write(PublishedItem item, bool json)
    {
        if (json)
            JsonOutput.Write(item);
        else
            Console.WriteLine($"{item.Id}  {item.At:yyyy-MM-dd HH:mm}{(item.User is { } user ? $"  of {user} ({item.Source})" : "")}: {item.Text}");
    }
}
