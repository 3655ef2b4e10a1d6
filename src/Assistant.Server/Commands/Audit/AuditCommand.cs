using System.CommandLine;
using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit: whether the log is as it was written, what is stored about a person, and how to erase one.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Verify the log; show, export or erase what is stored about a person.")
    {
        VerifyCommand.Create(), ShowCommand.Create(), ExportCommand.Create(), EraseCommand.Create(), CheckReceiptCommand.Create(), ReceiptCommand.Create(), HoldCommands.Hold(), HoldCommands.Release(), HoldCommands.List(), AcceptRestoredCommand.Create(),
    };

    internal static Option<string> Subject { get; } = new("--subject") { Description = "The person, by the channel's user id.", Required = true };

    internal static Option<string> Tenant { get; } = new("--tenant") { Description = "The tenant.", DefaultValueFactory = _ => ConversationKey.DefaultTenant };

    internal static Option<bool> Json { get; } = new("--json") { Description = "JSON on standard output." };

    internal static ContentOwner Person(ParseResult parsed) => new(parsed.GetValue(Tenant)!, parsed.GetValue(Subject)!);

    /// <summary>Who runs the command, for the log.</summary>
    internal static string Operator => $"terminal:{Environment.UserName}";
}
