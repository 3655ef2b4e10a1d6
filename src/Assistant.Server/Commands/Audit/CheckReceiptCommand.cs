using System.CommandLine;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit check-receipt: whether a receipt is as it was signed, and by this installation.</summary>
internal static class CheckReceiptCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file");
        var command = new Command("check-receipt", "Check the signature of an erasure's receipt, and whose it is.") { file, AuditCommand.Json };
        command.SetAction((parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var receipt = ErasureReceipt.Parse(CommandFiles.Read(path)) ?? throw new CommandException($"{path} is not a receipt.");
            return StorageHost.RunAsync(Settings.Of(parsed), alone: false, services =>
            {
                var (authentic, ours) = (receipt.IsAuthentic(), receipt.PublicKey == services.GetRequiredService<IKeyRotation>().SigningPublicKey);
                if (parsed.GetValue(AuditCommand.Json))
                    JsonOutput.Write(new { Ok = authentic && ours, Authentic = authentic, SignedHere = ours, receipt.Subject, receipt.ErasedAt, receipt.Covered });
                else
                    Console.WriteLine(!authentic ? "Not authentic: the receipt was changed, or is not one."
                        : ours ? $"Authentic, signed by this installation: {receipt.Subject} was erased on {receipt.ErasedAt:yyyy-MM-dd HH:mm} UTC."
                        : "As it was signed, but by another installation's key.");
                return Task.FromResult(authentic && ours ? 0 : CommandLine.Failed);
            }, cancellationToken);
        });
        return command;
    }
}
