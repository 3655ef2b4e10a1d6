namespace Assistant.IntegrationTests.Deploy;

public sealed class SystemdUnitTests : IDisposable
{
    // Tenths: systemd calls 2.5 of 10 "OK"; an unhardened service has 9.6.
    private const string HighestExposure = "25";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assistant-unit-");

    [Fact]
    public async Task Unit_Verified_IsWithoutFault()
    {
        var (code, output) = await AnalyzeAsync("verify", "--man=no");

        // What systemd says of other units of this machine is not ours.
        var ours = output.Split('\n').Where(line => line.Contains("assistant", StringComparison.Ordinal)).ToList();
        Assert.True(code == 0 && ours.Count == 0, output);
    }

    [Fact]
    public async Task Unit_Exposure_IsLow()
    {
        var (code, output) = await AnalyzeAsync("security", "--offline=true", "--no-pager", $"--threshold={HighestExposure}");

        Assert.True(code == 0, output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Output)> AnalyzeAsync(params string[] arguments)
    {
        Assert.SkipUnless(Tool.Find("systemd-analyze") is not null, "systemd-analyze is not installed: apt-get install systemd");
        // The program need not be installed for its unit to be looked at; the shell stands in for it.
        var unit = Path.Combine(_folder.FullName, "assistant.service");
        var text = await File.ReadAllTextAsync(Path.Combine(Tool.Root, "deploy", "systemd", "assistant.service"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(unit, text.Replace("ExecStart=/opt/assistant/Assistant.Server", "ExecStart=/bin/sh", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return await Tool.RunAsync("systemd-analyze", [.. arguments, unit], TestContext.Current.CancellationToken);
    }
}
