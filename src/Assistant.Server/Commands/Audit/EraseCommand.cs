using System.CommandLine;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit erase: destroys a person's key, removes what is stored of them, and writes the receipt.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var receipt = new Option<string>("--receipt") { Description = "The file to write the signed receipt to.", Required = true };
        var command = new Command("erase", "Erase a person for good, and write a signed receipt.") { AuditCommand.Subject, AuditCommand.Tenant, receipt };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Before there is no way back it is known that the receipts can be written.
            var persons = AuditCommand.Persons(parsed);
            var files = new List<FileStream>();
            try
            {
                for (var i = 0; i < persons.Count; i++)
                    files.Add(CommandFiles.Create(AuditCommand.FileOf(parsed.GetValue(receipt)!, i)));
                return await StorageHost.RunAsync(Settings.Of(parsed), alone: true, services => EraseAsync(services, persons, files, cancellationToken), cancellationToken);
            }
            finally
            {
                foreach (var file in files)
                {
                    var isEmpty = file.Length == 0;
                    await file.DisposeAsync();
                    if (isEmpty)
                        File.Delete(file.Name);
                }
            }
        });
        return command;
    }

    private static async Task<int> EraseAsync(IServiceProvider services, IReadOnlyList<ContentOwner> persons, List<FileStream> receipts, CancellationToken cancellationToken)
    {
        var eraser = services.GetRequiredService<IPersonEraser>();
        // All or nobody: of one person half would be gone.
        foreach (var person in persons)
            await eraser.RefuseAsync(person, cancellationToken);
        foreach (var (person, receipt) in persons.Zip(receipts))
        {
            var erased = await eraser.EraseAsync(person, AuditCommand.Operator, cancellationToken);
            await receipt.WriteAsync(erased.ToJson(), CancellationToken.None);
            await Console.Error.WriteLineAsync(erased.Covered.Count == 0
                ? $"Nothing was stored of this person; {receipt.Name} says so."
                : $"Erased: {string.Join(", ", erased.Covered.Select(kind => $"{kind.Value} {kind.Key}"))}. The receipt is {receipt.Name}.");
        }
        return 0;
    }
}
