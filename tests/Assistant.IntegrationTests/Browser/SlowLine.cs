using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Assistant.IntegrationTests.Browser;

/// <summary>A line between the browser and a server on this machine, about 2 MB/s upwards, that can be cut: connections break off, and new ones are closed.</summary>
internal sealed class SlowLine : IAsyncDisposable
{
    private const int Piece = 32 * 1024;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(15);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _open = [];
    private readonly int _server;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public SlowLine(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        _isCut = true;
        while (_open.TryTake(out var socket))
            socket.Dispose();
    }

    public void Mend() => _isCut = false;

    public async ValueTask DisposeAsync()
    {
        Cut();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptSocketAsync();
                if (_isCut)
                    browser.Dispose();
                else
                    _ = JoinAsync(browser);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task JoinAsync(Socket browser)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (browser)
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            _open.Add(browser);
            _open.Add(server);
            await Task.WhenAny(PassAsync(browser, server, s_pause), PassAsync(server, browser, TimeSpan.Zero));
        }
    }

    private static async Task PassAsync(Socket from, Socket to, TimeSpan pause)
    {
        var buffer = new byte[Piece];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, read));
                if (read > Piece / 8)
                    await Task.Delay(pause);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
