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

    /// <summary>What is installed runs, and has the small models: pictures are read.</summary>
    [Fact]
    public async Task Install_IntoAnotherRoot_HasAProgramThatReads()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Tool.Root, "web", "node_modules", "@gutenye")), "web/node_modules is not there: ./run.sh --build");
        Assert.SkipUnless(File.Exists(Path.Combine(Tool.Root, "artifacts/publish/Assistant.Server/release_linux-x64/Assistant.Server")), "nothing is built: ./run.sh --build");
        var root = _folder.FullName;
        var program = Path.Combine(root, "opt/assistant");
        Directory.CreateDirectory(Path.Combine(program, "models", "mine"));
        await File.WriteAllTextAsync(Path.Combine(program, "left-over.dll"), "", TestContext.Current.CancellationToken);

        var (code, output) = await Tool.RunAsync(Path.Combine(Tool.Root, "deploy/systemd/install.sh"), [root], TestContext.Current.CancellationToken);

        Assert.True(code == 0, output);
        Assert.True(Directory.Exists(Path.Combine(program, "models", "mine")));
        Assert.False(File.Exists(Path.Combine(program, "left-over.dll")));
        Assert.True(File.Exists(Path.Combine(root, "etc/systemd/system/assistant.service")));
        (code, output) = await Tool.RunAsync(
            "env", ["-C", root, "-u", "ASSISTANT_MODELS", Path.Combine(program, "Assistant.Server"), "look", Path.Combine(program, "wwwroot/samples/invoice.png")], TestContext.Current.CancellationToken);
        Assert.True(code == 0, output);
        Assert.Contains("12 March 2027", output, StringComparison.Ordinal);
    }

    /// <summary>A command has the user, the folders and the secrets of the service.</summary>
    [Theory]
    [InlineData("assistant.service", @"^LoadCredential=(?<value>.*)$", @"--property=LoadCredential=(?<value>\S+)")]
    [InlineData("assistant.service", @"^EnvironmentFile=(?<value>.*)$", @"--property=EnvironmentFile=(?<value>\S+)")]
    [InlineData("assistant.service", @"^StateDirectory=(?<value>.*)$", @"--property=""StateDirectory=(?<value>[^""]+)""")]
    [InlineData("assistant.service", @"ASSISTANT_DATA=(?<value>\S+)", @"ASSISTANT_DATA=(?<value>\S+)")]
    [InlineData("assistant.service", @"^ExecStart=(?<value>\S+)", @"(?m)^  (?<value>/\S+) ""\$@""")]
    public async Task AdminScript_AgreesWithTheUnit(string unit, string inUnit, string inScript)
    {
        var folder = Path.Combine(Tool.Root, "deploy", "systemd");
        var (service, script) = (await File.ReadAllTextAsync(Path.Combine(folder, unit), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(Path.Combine(folder, "assistant-admin"), TestContext.Current.CancellationToken));

        var expected = System.Text.RegularExpressions.Regex.Match(service, inUnit, System.Text.RegularExpressions.RegexOptions.Multiline);
        var found = System.Text.RegularExpressions.Regex.Match(script, inScript);

        Assert.True(expected.Success && found.Success);
        Assert.Equal(expected.Groups["value"].Value, found.Groups["value"].Value);
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
