using System.Net;
using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Fetching;

/// <summary>From where attachments may be fetched: hosts that the operator allowed, at public addresses or in the networks allowed besides; with an app registration also from its connectors, in development mode from the local client that sent the message.</summary>
internal sealed class FetchRules(IOptions<BotFrameworkOptions> options, AppRegistrations apps, ServiceUrls serviceUrls)
{
    private readonly HostPattern[] _hosts = Parse(options.Value.AllowedAttachmentHosts);
    private readonly Dictionary<string, HostPattern[]> _clouds = apps.All.ToDictionary(app => app.Id, app => Parse(app.Cloud.FileHosts));
    private readonly IPNetwork[] _networks = [.. options.Value.AllowedPrivateNetworks.Select(IPNetwork.Parse)];

    /// <param name="appId">The registration that the message was for; null in development mode.</param>
    public bool IsAllowedHost(string? appId, Uri address) =>
        address.UserInfo.Length == 0 && (IsFileHost(appId, address) || IsConnector(appId, address));

    /// <summary>Where people's files lie: without a token of ours.</summary>
    public bool IsFileHost(string? appId, Uri address) =>
        address.UserInfo.Length == 0 && Array.Exists(_hosts.Length == 0 && apps.Find(appId) is { } app ? _clouds[app.Id] : _hosts, pattern => pattern.Matches(address));

    /// <summary>Pictures that Teams keeps itself: the connector that the message came from gives them to the bot only. Our token goes nowhere else: what else may be replied to may be another bot's.</summary>
    public bool NeedsToken(string? appId, Uri serviceUrl, Uri address) => IsConnector(appId, address) && IsSameServer(address, serviceUrl);

    /// <summary>The client's own attachments: the same scheme, host and port as its connector, and those are loopback.</summary>
    public bool IsLocalClient(Uri address, Uri serviceUrl) =>
        options.Value.IsDevelopment && HostPattern.IsLoopback(serviceUrl) && address.UserInfo.Length == 0 && IsSameServer(address, serviceUrl);

    public bool MayDial(string host, IPAddress address) => PublicAddresses.Contains(address) || Array.Exists(_networks, network => network.Contains(address));

    /// <summary>A connector: a name that means this machine must lead to it, an address is the operator's own entry of the allow-list, and every other name must lead to a public or allowed network.</summary>
    public bool MayDialConnector(string host, IPAddress address) =>
        LocalCaller.IsLoopbackHost(host) ? IPAddress.IsLoopback(address) : IPAddress.TryParse(host, out _) || MayDial(host, address);

    public static bool MayDialLocally(string host, IPAddress address) => IPAddress.IsLoopback(address);

    private bool IsConnector(string? appId, Uri address) => !options.Value.IsDevelopment && serviceUrls.IsAllowed(appId, address);

    private static bool IsSameServer(Uri address, Uri other) => address.Scheme == other.Scheme && address.Port == other.Port && address.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static HostPattern[] Parse(IEnumerable<string> hosts) => [.. hosts.Select(HostPattern.TryParse).OfType<HostPattern>()];
}
