using System.CommandLine;
using Assistant.Privacy;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit receipt: the receipt of an erasure again, by its number; or which there are. Persons who had themselves erased in chat were told the number.</summary>
internal static class ReceiptCommand
{
    public static Command Create()
    {
        var number = new Argument<string?>("number") { Arity = ArgumentArity.ZeroOrOne, Description = "Its number, the pseudonym that it names as subject." };
        var command = new Command("receipt", "Give the receipt of an erasure again, or list all.") { number, AuditCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, async services =>
        {
            var receipts = services.GetRequiredService<IErasureReceipts>().All();
            if (parsed.GetValue(number) is { Length: > 0 } wanted)
            {
                var found = receipts.LastOrDefault(receipt => receipt.Subject == wanted) ?? throw new CommandException($"There is no receipt {wanted}.");
                await Console.Out.WriteLineAsync(System.Text.Encoding.UTF8.GetString(found.ToJson()));
                return 0;
            }
            foreach (var receipt in receipts)
            {
                if (parsed.GetValue(AuditCommand.Json))
                    JsonOutput.Write(new { Number = receipt.Subject, receipt.Tenant, receipt.ErasedAt, receipt.RequestedBy });
                else
                    Console.WriteLine($"{receipt.Subject}  {receipt.ErasedAt:yyyy-MM-dd HH:mm}  {receipt.Tenant}  by {receipt.RequestedBy}");
            }
            return 0;
        }, cancellationToken));
        return command;
    }
}
