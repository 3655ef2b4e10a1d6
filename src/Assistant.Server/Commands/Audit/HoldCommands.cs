using System.CommandLine;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit hold, release and holds: persons whose data must be kept.</summary>
internal static class HoldCommands
{
    public static Command Hold() => Create("hold", "Put a person under a legal hold: neither retention nor erasure removes anything of theirs.", async (holds, parsed, cancellationToken) =>
    {
        foreach (var person in AuditCommand.Persons(parsed))
            await holds.SetAsync(person, AuditCommand.Operator, cancellationToken);
        return 0;
    }, AuditCommand.Subject, AuditCommand.Tenant);

    public static Command Release() => Create("release", "Take a person out of the legal hold.", async (holds, parsed, cancellationToken) =>
    {
        var released = 0;
        foreach (var person in AuditCommand.Persons(parsed))
            released += await holds.ReleaseAsync(person, AuditCommand.Operator, cancellationToken) ? 1 : 0;
        return released > 0 ? 0 : throw new CommandException("This person is not under a legal hold.");
    }, AuditCommand.Subject, AuditCommand.Tenant);

    public static Command List() => Create("holds", "List the persons under a legal hold.", async (holds, parsed, cancellationToken) =>
    {
        foreach (var person in await holds.ListAsync(cancellationToken))
            Console.WriteLine($"{person.Tenant}\t{person.SubjectId}");
        return 0;
    });

    private static Command Create(string name, string description, Func<ILegalHolds, ParseResult, CancellationToken, Task<int>> run, params Option[] options)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) =>
            StorageHost.RunAsync(Settings.Of(parsed), alone: false, services => run(services.GetRequiredService<ILegalHolds>(), parsed, cancellationToken), cancellationToken));
        return command;
    }
}
