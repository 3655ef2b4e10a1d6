using System.CommandLine;
using System.Text;
using Assistant.Privacy;
using Assistant.Storage;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit check-receipt: whether a receipt is as it was signed, and this installation's chain and keys say the same; elsewhere, by its public key alone.</summary>
internal static class CheckReceiptCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file");
        var publicKey = new Option<string?>("--public-key") { Description = "A file with the installation's public key (as keys show prints it, or PEM): checks the signature without an installation." };
        var command = new Command("check-receipt", "Check an erasure's receipt: its signature, and what this installation's log and keys say of it.") { file, publicKey, AuditCommand.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var receipt = ErasureReceipt.Parse(CommandFiles.Read(path)) ?? throw new CommandException($"{path} is not a receipt.");
            if (!receipt.IsAuthentic())
                return Write(parsed, receipt, false, ["Not authentic: the receipt was changed, or is not one."]);
            if (parsed.GetValue(publicKey) is { } key)
                return Write(parsed, receipt, true, receipt.PublicKey == PublicKey(key) ? [] : ["It was signed with another key."]);
            // Looking for an installation must not make one.
            if (!await AssistantStorage.IsThereAsync(ConsoleAssistant.CreateBuilder(Settings.Of(parsed)).Configuration, cancellationToken))
                throw new CommandException("There is no installation here to hold the receipt against: say where it is (--Data:Directory), or check the signature alone with --public-key FILE.");
            return await StorageHost.RunAsync(Settings.Of(parsed), alone: false,
                async services => Write(parsed, receipt, true, await services.GetRequiredService<IReceiptCheck>().ProblemsOfAsync(receipt, cancellationToken)), cancellationToken);
        });
        return command;
    }

    private static int Write(ParseResult parsed, ErasureReceipt receipt, bool authentic, IReadOnlyList<string> problems)
    {
        var ok = authentic && problems.Count == 0;
        if (parsed.GetValue(AuditCommand.Json))
            JsonOutput.Write(new { Ok = ok, Authentic = authentic, Problems = problems, receipt.Subject, receipt.ErasedAt, receipt.Covered });
        else if (ok)
            Console.WriteLine($"Authentic, and nothing speaks against it: {receipt.Subject} was erased on {receipt.ErasedAt:yyyy-MM-dd HH:mm} UTC.");
        foreach (var problem in parsed.GetValue(AuditCommand.Json) ? [] : problems)
            Console.WriteLine(problem);
        return ok ? 0 : CommandLine.Failed;
    }

    /// <summary>SubjectPublicKeyInfo as base64, from that or from PEM.</summary>
    private static string PublicKey(string path) =>
        string.Concat(Encoding.UTF8.GetString(CommandFiles.Read(path)).Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))
            .Replace("signing key ", "", StringComparison.Ordinal);
}
