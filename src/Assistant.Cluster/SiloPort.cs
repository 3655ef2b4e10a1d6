using System.Net;
using System.Net.Sockets;

namespace Assistant.Cluster;

/// <summary>
/// A free TCP port for this silo, which Orleans wants to know long before it listens there. The port stays bound for as long as the server runs: one that was merely looked for is given away
/// meanwhile to whatever connection is opened next on a busy machine. A bound socket that does not listen leaves the port to a listener of this user, and to nobody who asks for any free port.
/// </summary>
internal sealed class SiloPort : IDisposable
{
    private readonly Socket _socket;

    public SiloPort(IPAddress address)
    {
        _socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(address, 0));
    }

    public int Number => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
