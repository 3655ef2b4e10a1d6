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

    internal static Option<string[]> Subject { get; } = new("--subject") { Description = "The person, by the channel's user id; once more for each other id that they have (another channel, another browser).", Required = true };

    internal static Option<string> Tenant { get; } = new("--tenant") { Description = "The tenant.", DefaultValueFactory = _ => ConversationKey.DefaultTenant };

    internal static Option<bool> Json { get; } = new("--json") { Description = "JSON on standard output." };

    /// <summary>As whom the log knows the person.</summary>
    internal static IReadOnlyList<ContentOwner> Persons(ParseResult parsed) => [.. parsed.GetValue(Subject)!.Distinct(StringComparer.Ordinal).Select(subject => new ContentOwner(parsed.GetValue(Tenant)!, subject))];

    /// <summary>A file for each id: the one that was named, and for the second "NAME-2.json" beside it.</summary>
    internal static string FileOf(string path, int index) =>
        index == 0 ? path : Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{index + 1}{Path.GetExtension(path)}");

    /// <summary>Who runs the command, for the log.</summary>
    internal static string Operator => $"terminal:{Environment.UserName}";
}
