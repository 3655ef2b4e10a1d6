using System.Diagnostics;

namespace Assistant.IntegrationTests;

/// <summary>Programs of others under tests/peers, run by Node.js: independent readers of what we speak.</summary>
internal static class Peers
{
    /// <summary>The peer's folder; null when its packages are not installed.</summary>
    public static string? Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Assistant.sln")))
                return Path.Combine(folder.FullName, "tests", "peers", name) is var peer && Directory.Exists(Path.Combine(peer, "node_modules")) ? peer : null;
        return null;
    }

    public static string HowToGet(string name) => $"The packages of tests/peers/{name} are not installed: ./test.sh installs them, or run npm ci --ignore-scripts there.";

    /// <summary>Runs a script to its end and gives the lines it wrote; fails with its errors when it failed.</summary>
    public static async Task<string[]> RunAsync(string folder, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}.\n{await errors}\n{await output}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
