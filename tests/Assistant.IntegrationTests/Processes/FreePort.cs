using System.Net;
using System.Net.Sockets;

namespace Assistant.IntegrationTests.Processes;

/// <summary>
/// Ports for servers that must be told theirs. They lie below those that the kernel gives to clients (from 32768), so that no connection takes one before its server does,
/// and none is given twice, so that no test ever talks to another one's server.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int s_next = Environment.ProcessId * 97 % Count;

    public static int Take()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref s_next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
            }
        }
    }
}
