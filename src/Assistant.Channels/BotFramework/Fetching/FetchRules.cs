using System.Net;
using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Fetching;

/// <summary>From where attachments may be fetched: hosts that the operator allowed, at public addresses or in the networks allowed besides; in development mode also from the local client that sent the message.</summary>
internal sealed class FetchRules(IOptions<BotFrameworkOptions> options)
{
    private readonly HostPattern[] _hosts = [.. options.Value.AllowedAttachmentHosts.Select(HostPattern.TryParse).OfType<HostPattern>()];
    private readonly IPNetwork[] _networks = [.. options.Value.AllowedPrivateNetworks.Select(IPNetwork.Parse)];

    public bool IsAllowedHost(Uri address) => address.UserInfo.Length == 0 && Array.Exists(_hosts, pattern => pattern.Matches(address));

    /// <summary>The client's own attachments: the same scheme, host and port as its connector, and those are loopback.</summary>
    public bool IsLocalClient(Uri address, Uri serviceUrl) =>
        options.Value.IsDevelopment && HostPattern.IsLoopback(serviceUrl) && address.UserInfo.Length == 0
        && address.Scheme == serviceUrl.Scheme && address.Port == serviceUrl.Port && address.IdnHost.Equals(serviceUrl.IdnHost, StringComparison.OrdinalIgnoreCase);

    public bool MayDial(string host, IPAddress address) => PublicAddresses.Contains(address) || Array.Exists(_networks, network => network.Contains(address));

    public static bool MayDialLocally(string host, IPAddress address) => IPAddress.IsLoopback(address);
}
