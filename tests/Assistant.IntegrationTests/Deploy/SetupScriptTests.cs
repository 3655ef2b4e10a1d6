using System.Runtime.Versioning;

namespace Assistant.IntegrationTests.Deploy;

/// <summary>What run.sh says before and while it builds.</summary>
[SupportedOSPlatform("linux")]
public sealed class SetupScriptTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly DirectoryInfo _programs = Directory.CreateTempSubdirectory("assistant-programs-");

    [Fact]
    public async Task Toolchain_NewEnough_SaysNothing()
    {
        Assert.Equal((0, ""), await RequireAsync("[ $1 = --version ] && echo 10.0.300", "echo v20.0.0"));
    }

    [Fact]
    public async Task Toolchain_SdkTooOld_NamesTheOneToInstallAndTheOnesThatAreHere()
    {
        // dotnet --version fails where no SDK fits global.json.
        var (code, output) = await RequireAsync("[ $1 = --version ] && exit 145; echo '8.0.404 [/usr/lib/dotnet/sdk]'; echo '9.0.100 [/usr/lib/dotnet/sdk]'", "echo v24.1.0");

        Assert.Equal(1, code);
        Assert.Contains("install the .NET SDK 10.0.100", output, StringComparison.Ordinal);
        Assert.Contains("here: 8.0.404 9.0.100", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Node.js", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Toolchain_NodeTooOld_NamesTheOneToInstallAndTheOneThatIsHere()
    {
        var (code, output) = await RequireAsync("echo 10.0.100", "echo v18.20.4");

        Assert.Equal(1, code);
        Assert.Contains("install Node.js 20 or newer (here: 18.20.4)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_InProgress_TellsEachProjectAndErrorsAndThatItGoesOn()
    {
        var (code, output) = await BashAsync("""
            set -o pipefail
            { echo '  Restored /x/Assistant.csproj'; echo '  Assistant -> /x/Assistant.dll'; sleep 2; printf '  Assistant.Storage -> /x/Stor'; sleep 2; echo 'age.dll'
              echo '/x/A.cs(1,2): error CS0103: no such name [/x/A.csproj]'; exit 3; } | ASSISTANT_BUILD_PAUSE=1 show_build 8
            """);

        Assert.Equal(3, code);
        Assert.Contains("1 of 8  Assistant  (", output, StringComparison.Ordinal);
        Assert.Contains("2 of 8  Assistant.Storage  (", output, StringComparison.Ordinal);
        Assert.Contains("  ... ", output, StringComparison.Ordinal);
        Assert.Contains("error CS0103", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Restored", output, StringComparison.Ordinal);
    }

    public void Dispose() => _programs.Delete(recursive: true);

    private async Task<(int Code, string Output)> RequireAsync(string dotnet, string node)
    {
        foreach (var (name, does) in new[] { ("dotnet", dotnet), ("node", node), ("npm", "") })
        {
            var program = Path.Combine(_programs.FullName, name);
            await File.WriteAllTextAsync(program, $"#!/bin/bash\n{does}\n", TestContext.Current.CancellationToken);
            File.SetUnixFileMode(program, Executable);
        }
        return await BashAsync("require_toolchain");
    }

    private Task<(int Code, string Output)> BashAsync(string script) =>
        Tool.RunAsync("env", [$"PATH={_programs.FullName}:/usr/bin:/bin", "bash", "-c", $". deploy/setup.sh\n{script}"], TestContext.Current.CancellationToken);
}
