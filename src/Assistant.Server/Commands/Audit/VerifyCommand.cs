using System.CommandLine;
using Assistant.Audit;
using Spectre.Console;

namespace Assistant.Server.Commands.Audit;

/// <summary>audit verify: reads the whole chain, and the log against it. Exit code 1 when anything is not as it was written.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Check that nothing in the log was changed, moved, removed or inserted.") { AuditCommand.Json };
        command.SetAction((parsed, cancellationToken) => StorageHost.RunAsync(Settings.Of(parsed), alone: false, services => RunAsync(services, parsed.GetValue(AuditCommand.Json), cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, bool json, CancellationToken cancellationToken)
    {
        var verifier = services.GetRequiredService<IChainVerifier>();
        var reports = json ? await verifier.VerifyAsync(null, cancellationToken) : await WithProgressAsync(verifier, cancellationToken);
        foreach (var report in reports)
        {
            if (json)
                JsonOutput.Write(new { report.Tenant, report.Records, report.Rows, report.SignedTo, Ok = report.IsIntact, FirstBad = report.Problems.Count == 0 ? null : report.Problems[0].Sequence, report.Problems });
            else
                Write(report);
        }
        if (!json && reports.Count == 0)
            AnsiConsole.WriteLine("The log is empty.");
        return reports.All(report => report.IsIntact) ? 0 : CommandLine.Failed;
    }

    private static Task<IReadOnlyList<ChainReport>> WithProgressAsync(IChainVerifier verifier, CancellationToken cancellationToken) =>
        AnsiConsole.Status().StartAsync("Reading the log ...", status => verifier.VerifyAsync(new Progress<long>(records => status.Status($"{records:N0} records ...")), cancellationToken));

    private static void Write(ChainReport report)
    {
        AnsiConsole.MarkupLine(report.IsIntact
            ? $"[green]intact[/] {Markup.Escape(report.Tenant)}: {report.Records:N0} records, {report.Rows:N0} rows, signed up to record {report.SignedTo:N0}"
            : $"[red]not intact[/] {Markup.Escape(report.Tenant)}: good up to record {report.Records:N0}");
        foreach (var problem in report.Problems)
            AnsiConsole.WriteLine("  " + problem.What);
    }
}
