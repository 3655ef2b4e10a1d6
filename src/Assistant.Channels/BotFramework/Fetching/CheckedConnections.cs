using System.Net;
using System.Net.Sockets;

namespace Assistant.Channels.BotFramework.Fetching;

/// <summary>HTTP handlers that look at the address itself at the moment of dialling, so that no name, redirect or changed DNS answer leads elsewhere.</summary>
internal sealed class CheckedConnections(INetwork network)
{
    /// <param name="mayDial">Asked with the host as requested and each of its addresses (mapped IPv4 as IPv4).</param>
    public SocketsHttpHandler Handler(Func<string, IPAddress, bool> mayDial) => new()
    {
        AllowAutoRedirect = false,
        // No traceparent and no baggage goes out; nor is there a span, whose address would name people and their files.
        ActivityHeadersPropagator = null,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        MaxConnectionsPerServer = 64,
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, mayDial, cancellationToken),
    };

    private async ValueTask<Stream> ConnectAsync(DnsEndPoint target, Func<string, IPAddress, bool> mayDial, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await network.ResolveAsync(target.Host, cancellationToken);
        Exception? failure = null;
        foreach (var address in addresses.Select(Plain).Where(address => mayDial(target.Host, address)))
        {
            try
            {
                return await network.ConnectAsync(new(address, target.Port), cancellationToken);
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }
        throw failure ?? new AddressRefusedException();
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>None of a host's addresses may be dialled.</summary>
internal sealed class AddressRefusedException() : IOException("The address may not be dialled from here.");
