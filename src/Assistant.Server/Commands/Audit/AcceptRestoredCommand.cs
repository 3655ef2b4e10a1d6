using System.CommandLine;
using Assistant.Audit;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit accept-restored: goes on with a log that was put back from a backup.</summary>
internal static class AcceptRestoredCommand
{
    /// <summary>An erasure destroys the key, and nothing else does.</summary>
    private const string ThereAgain = "Who was erased since the backup is erased, and who was put under a legal hold is held; what persons have forgotten or deleted since, and what rules have removed, is there again.";

    public static Command Create()
    {
        var command = new Command("accept-restored", "Go on with a log that was put back from a backup: that records were lost is recorded, with who says so.") { AuditCommand.Tenant };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: true, async services =>
        {
            var tenant = parsed.GetValue(AuditCommand.Tenant)!;
            var accepted = await services.GetRequiredService<IRestoredLog>().AcceptAsync(tenant, AuditCommand.Operator, cancellationToken);
            Console.WriteLine(accepted ? $"The log of {tenant} goes on as it is; its chain says so. {ThereAgain}" : $"The log of {tenant} has the record that was signed last: nothing was changed.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
