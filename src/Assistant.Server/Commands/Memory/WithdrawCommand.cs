using System.CommandLine;
using Assistant.Memory.Published;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory withdraw: a published item is told to nobody any more.</summary>
internal static class WithdrawCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "As memory published lists it." };
        var command = new Command("withdraw", "Withdraw what was published.") { id, MemoryCommand.Tenant };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
            await services.GetRequiredService<IPublishedMemory>().WithdrawAsync(parsed.GetValue(MemoryCommand.Tenant)!, parsed.GetValue(id)!, cancellationToken)
                ? 0 : throw new CommandException($"Nothing is published under '{parsed.GetValue(id)}'."), cancellationToken));
        return command;
    }
}
