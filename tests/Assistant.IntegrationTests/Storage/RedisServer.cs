using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Assistant.IntegrationTests.Storage;

/// <summary>A Redis server of our own on a loopback port, without persistence.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private Process? _process;
    private int _port;

    public string? Missing { get; } = File.Exists("/usr/bin/redis-server") ? null : "redis-server is not installed: apt-get install redis-server";

    public string Configuration => $"127.0.0.1:{_port}";

    public ValueTask InitializeAsync()
    {
        if (Missing is not null)
            return ValueTask.CompletedTask;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        return new ValueTask(StartAsync());
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning"]) { RedirectStandardOutput = true })!;
        for (var i = 0; i < 100; i++)
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
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
