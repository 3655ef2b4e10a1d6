using System.CommandLine;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Memory;

/// <summary>memory: what is remembered of a person across conversations.</summary>
internal static class MemoryCommand
{
    public static Command Create() => new("memory", "Import, recall, list, explain, forget or export what is remembered of a person; publish something for everybody.")
    {
        ImportCommand.Create(), RecallCommand.Create(), ListCommand.Create(), WhyCommand.Create(), ForgetCommand.Create(), ExportCommand.Create(), EncodeCommand.Create(),
        PublishCommand.Create(), PublishedCommand.Create(), WithdrawCommand.Create(),
    };

    internal static Option<string> User { get; } = new("--user") { Description = "The person, by the channel's user id.", Required = true };

    internal static Option<string> Tenant { get; } = new("--tenant") { Description = "The tenant.", DefaultValueFactory = _ => ConversationKey.DefaultTenant };

    internal static Option<bool> Json { get; } = new("--json") { Description = "JSON on standard output." };

    internal static ContentOwner Person(ParseResult parsed) => new(parsed.GetValue(Tenant)!, Named(parsed.GetValue(User)));

    /// <summary>That somebody looks at what is remembered of a person goes into the log first.</summary>
    internal static Task RecordLookAsync(IServiceProvider services, ContentOwner person, string command, CancellationToken cancellationToken) =>
        services.GetRequiredService<IMemoryLog>().AppendAsync(person, new(MemoryEventKind.Looked) { Purpose = "memory " + command }, cancellationToken);

    /// <exception cref="CommandException">An empty id.</exception>
    internal static string Named(string? user) => string.IsNullOrEmpty(user) ? throw new CommandException("--user must not be empty.", CommandLine.WrongUsage) : user;
}
