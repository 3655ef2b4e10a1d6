using System.Net;
using System.Net.Sockets;
using Assistant.Perception.Media;

namespace Assistant.IntegrationTests.Media;

/// <summary>Inside the sandbox, the worker's own program tries what is forbidden.</summary>
[Collection(MediaCollection.Name)]
public sealed class SandboxTests(MediaFixture media)
{
    private const long Megabyte = 1024 * 1024;

    [Fact]
    public async Task Sandbox_Report_SaysWhatHoldsHere()
    {
        await media.Isolation.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("limits, no privileges, no network, no writing, reads only programs", media.Isolation.Sandbox);
    }

    [Fact]
    public async Task Sandbox_Connecting_IsRefused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";

        Assert.Equal("refused: SocketException", await ProbeAsync("network", port));
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Sandbox_WritingAFile_IsRefused()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-");
        var file = Path.Combine(folder.FullName, "written");

        Assert.Equal("refused: UnauthorizedAccessException", await ProbeAsync("write", file));
        Assert.Equal("refused: UnauthorizedAccessException", await ProbeAsync("write", "/dev/shm/written-by-a-worker"));

        Assert.Empty(folder.GetFiles());
        folder.Delete();
    }

    [Fact]
    public async Task Sandbox_ReadingOthersFiles_IsRefused()
    {
        var secret = Path.GetTempFileName();
        Assert.Equal("refused: UnauthorizedAccessException", await ProbeAsync("read", secret));
        Assert.Equal("refused: UnauthorizedAccessException", await ProbeAsync("read", "/etc/passwd"));
        Assert.Equal("refused: UnauthorizedAccessException", await ProbeAsync("read", $"/proc/{Environment.ProcessId}/environ"));
        File.Delete(secret);
    }

    [Fact]
    public async Task Sandbox_AllocatingBeyondTheLimit_IsRefused()
    {
        Assert.Equal("done", await ProbeAsync("memory", $"{200 * Megabyte}"));
        Assert.Equal("refused: OutOfMemoryException", await ProbeAsync("memory", $"{600 * Megabyte}"));
    }

    [Fact]
    public async Task Sandbox_EndingTheServer_IsRefused() =>
        Assert.StartsWith("refused: ", await ProbeAsync("signal", $"{Environment.ProcessId}"), StringComparison.Ordinal);

    [Fact]
    public async Task Sandbox_BurningProcessorTime_IsEnded()
    {
        await using var process = SandboxedProcess.Start(media.Program, new SandboxLimits(512 * Megabyte, CpuSeconds: 1), "sh", "-c", "while :; do :; done");

        Assert.NotEqual(0, await process.ExitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sandbox_Environment_HoldsNothingOfTheServers()
    {
        Environment.SetEnvironmentVariable("MODEL_KEY_FOR_TEST", "secret");
        await using var process = SandboxedProcess.Start(media.Program, new SandboxLimits(512 * Megabyte, CpuSeconds: 10), "env");
        using var reader = new StreamReader(process.Output);

        var environment = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("MODEL_KEY_FOR_TEST", environment, StringComparison.Ordinal);
    }

    private async Task<string> ProbeAsync(string what, string argument)
    {
        await using var process = SandboxedProcess.Start(media.Program, new SandboxLimits(512 * Megabyte, CpuSeconds: 60), "self", "probe", what, argument);
        using var reader = new StreamReader(process.Output);
        return (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
    }
}
