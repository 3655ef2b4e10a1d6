using System.Net;
using System.Net.Sockets;
using Assistant.Cluster;
using Xunit;

namespace Assistant.Tests.Cluster;

public class SiloPortTests
{
    [Fact]
    public void Number_WhileItIsKept_IsGivenToNoConnection()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 3), "Only Linux 6.3 and later let a connection name the ports that it may be given.");
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = new SiloPort(IPAddress.Loopback);

        var whileKept = Assert.Throws<SocketException>(() => ConnectFrom(port.Number, server.LocalEndpoint));
        var number = port.Number;
        port.Dispose();

        Assert.Equal(SocketError.AddressNotAvailable, whileKept.SocketErrorCode);
        ConnectFrom(number, server.LocalEndpoint);
    }

    [Fact]
    public void Number_WhileItIsKept_CanBeListenedAt()
    {
        using var port = new SiloPort(IPAddress.Loopback);
        using var silo = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        silo.Bind(new IPEndPoint(IPAddress.Loopback, port.Number));
        silo.Listen();

        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, port.Number);
        Assert.True(client.Connected);
    }

    /// <summary>Connects as any client does, to which the kernel may give no port but this one.</summary>
    private static void ConnectFrom(int port, EndPoint server)
    {
        const int IpLocalPortRange = 51;
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.SetRawSocketOption(0, IpLocalPortRange, BitConverter.GetBytes((port << 16) | port));
        client.Connect(server);
    }
}
