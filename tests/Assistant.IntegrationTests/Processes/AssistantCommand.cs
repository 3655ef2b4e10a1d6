using System.Diagnostics;

namespace Assistant.IntegrationTests.Processes;

/// <summary>One command of the program, as a process.</summary>
internal static class AssistantCommand
{
    /// <summary>Its exit code and what it wrote to standard output; what it had to say to people goes to the test's output.</summary>
    /// <param name="environment">Variables beside the inherited ones; null for none.</param>
    public static async Task<(int Code, string Output)> RunAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var (code, output, _) = await RunWithErrorsAsync(arguments, environment, cancellationToken);
        return (code, output);
    }

    /// <summary>The same with what it wrote to standard error.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunWithErrorsAsync(string[] arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Checkout.Server, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(' ', arguments)}: {process.ExitCode} {await errors}");
        return (process.ExitCode, await output, await errors);
    }
}
