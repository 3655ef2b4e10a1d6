using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Assistant.IntegrationTests.Processes;

namespace Assistant.IntegrationTests.Storage;

/// <summary>A Redis server of our own on a loopback port, without persistence.</summary>
public sealed partial class RedisServer : IAsyncDisposable
{
    private Process? _process;
    private int _port;

    // The project's root where test.sh restored the .NET tool garnet-server, which speaks the same protocol, because there is no redis-server.
    private static string? Garnet => Environment.GetEnvironmentVariable("ASSISTANT_GARNET");

    public string? Missing { get; } = Garnet is not null || File.Exists("/usr/bin/redis-server") ? null : "redis-server is not installed: apt-get install redis-server, or ./test.sh, which brings garnet-server";

    public string Configuration => $"127.0.0.1:{_port}";

    public ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return ValueTask.CompletedTask;
        _port = FreePort.Take();
        return new ValueTask(StartAsync());
    }

    public async Task StartAsync()
    {
        _process = Process.Start(Garnet is { } root
            ? new ProcessStartInfo("dotnet", ["tool", "run", "garnet-server", "--", "--port", $"{_port}", "--bind", "127.0.0.1", "--lua", "-q"]) { WorkingDirectory = root, RedirectStandardOutput = true }
            : new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"]) { RedirectStandardOutput = true })!;
        for (var i = 0; i < 400; i++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }
        throw new TimeoutException("redis-server did not start.");
    }

    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
