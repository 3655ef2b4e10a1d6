using System.Diagnostics;
using System.Runtime.Versioning;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Deploy;

/// <summary>The first command of the README, on a checkout in which everything is built: it ends in a server that answers.</summary>
[SupportedOSPlatform("linux")]
public sealed class RunScriptTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunScript_OnceEverythingIsBuilt_StartsTheServer()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("ASSISTANT_TEST_SERVER") is { Length: > 0 }, "Only ./test.sh makes sure that everything is built: here run.sh might build for minutes.");
        Assert.SkipWhen(Newest("src") > File.GetLastWriteTimeUtc(Path.Combine(Checkout.Root, "artifacts/run.built")), "Sources have changed since ./test.sh built them: run.sh would build again.");
        var address = $"http://127.0.0.1:{FreePort.Take()}";
        var data = Directory.CreateTempSubdirectory("assistant-run-");
        var start = new ProcessStartInfo(Path.Combine(Checkout.Root, "run.sh"), ["--urls", address, "--Data:Directory", data.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASSISTANT_NO_APT"] = "1";
        using var run = Process.Start(start)!;
        var output = Task.WhenAll(run.StandardOutput.ReadToEndAsync(Token), run.StandardError.ReadToEndAsync(Token));
        try
        {
            using var http = new HttpClient();
            // It takes the script's place, so it ends with it.
            await Eventually.HoldsAsync(async () => run.HasExited || await AnswersAsync(http, address));
            Assert.False(run.HasExited, run.HasExited ? string.Concat(await output) : "");
            using var kill = Process.Start("kill", ["-TERM", $"{run.Id}"]);
            await run.WaitForExitAsync(Token).WaitAsync(s_patience, Token);
            Assert.Equal(0, run.ExitCode);
            Assert.Contains(address, string.Concat(await output), StringComparison.Ordinal);
        }
        finally
        {
            if (!run.HasExited)
                run.Kill(entireProcessTree: true);
            DataFolder.Remove(data.FullName);
        }
    }

    private static DateTime Newest(string folder) => Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.cs", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);

    private static async Task<bool> AnswersAsync(HttpClient http, string address)
    {
        try
        {
            using var response = await http.GetAsync($"{address}/healthz", Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
