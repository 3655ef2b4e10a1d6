using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>Where replies, and with them our token, may be sent. Checked when a message comes in, and again before each reply.</summary>
internal sealed class ServiceUrls(AppRegistrations apps, IOptions<BotFrameworkOptions> options)
{
    private readonly HostPattern[] _listed = Parse(options.Value.AllowedServiceUrls);
    private readonly Dictionary<string, HostPattern[]> _clouds = apps.All.ToDictionary(app => app.Id, app => Parse(app.Cloud.ServiceHosts));

    /// <param name="appId">The registration that the message was for; null in development mode. One that is gone, as after a change of settings, may send nowhere.</param>
    public bool IsAllowed(string? appId, Uri address)
    {
        if (address is not { IsAbsoluteUri: true, UserInfo.Length: 0 } || address.Scheme is not ("http" or "https"))
            return false;
        if (options.Value.IsDevelopment)
            return Matches(_listed, address) || HostPattern.IsLoopback(address);
        return apps.Find(appId) is { } app && Matches(_listed.Length > 0 ? _listed : _clouds[app.Id], address);
    }

    private static HostPattern[] Parse(IEnumerable<string> hosts) => [.. hosts.Select(HostPattern.TryParse).OfType<HostPattern>()];

    private static bool Matches(HostPattern[] patterns, Uri address) => Array.Exists(patterns, pattern => pattern.Matches(address));
}
