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
            // Before there is no way back it is known that the receipt can be written.
            var path = parsed.GetValue(receipt)!;
            await using var file = CommandFiles.Create(path);
            try
            {
                return await StorageHost.RunAsync(Settings.Of(parsed), alone: true, services => EraseAsync(services.GetRequiredService<IPersonEraser>(), AuditCommand.Person(parsed), file, cancellationToken), cancellationToken);
            }
            finally
            {
                if (file.Length == 0)
                    File.Delete(path);
            }
        });
        return command;
    }

    private static async Task<int> EraseAsync(IPersonEraser eraser, ContentOwner person, FileStream receipt, CancellationToken cancellationToken)
    {
        var erased = await eraser.EraseAsync(person, AuditCommand.Operator, cancellationToken);
        await receipt.WriteAsync(erased.ToJson(), CancellationToken.None);
        await Console.Error.WriteLineAsync(erased.Covered.Count == 0
            ? $"Nothing was stored of this person; {receipt.Name} says so."
            : $"Erased: {string.Join(", ", erased.Covered.Select(kind => $"{kind.Value} {kind.Key}"))}. The receipt is {receipt.Name}.");
        return 0;
    }
}
