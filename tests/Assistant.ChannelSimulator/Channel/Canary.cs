using System.Net;
using System.Net.Sockets;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>Addresses inside, where nothing of what comes from a channel may lead: who connects is counted. All are this machine's own, so that even a bot with a hole dials nothing outside.</summary>
internal sealed class Canary : IDisposable
{
    private readonly List<TcpListener> _listeners = [];
    private int _connections;

    private Canary(int port) => Addresses =
    [
        $"http://127.0.0.1:{port}/inside", $"http://127.0.0.2:{port}/inside", $"http://localhost:{port}/inside", $"http://2130706433:{port}/inside", $"http://0x7f000001:{port}/inside", $"http://0177.0.0.1:{port}/inside",
        $"http://[::1]:{port}/inside", $"http://[::ffff:127.0.0.1]:{port}/inside", $"http://127.1:{port}/inside", $"http://user@127.0.0.1:{port}/inside", $"https://127.0.0.1:{port}/inside", "file:///etc/hostname", $"//127.0.0.1:{port}/inside",
    ];

    public IReadOnlyList<string> Addresses { get; }

    /// <summary>How often somebody came.</summary>
    public int Connections => _connections;

    public static Canary Start(int port)
    {
        var canary = new Canary(port);
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback })
            canary.Listen(new(address, port));
        return canary;
    }

    public void Dispose() => _listeners.ForEach(listener => listener.Dispose());

    private void Listen(TcpListener listener)
    {
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // A machine without IPv6.
            listener.Dispose();
            return;
        }
        _listeners.Add(listener);
        _ = CountAsync(listener);
    }

    private async Task CountAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var visitor = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref _connections);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }
}
