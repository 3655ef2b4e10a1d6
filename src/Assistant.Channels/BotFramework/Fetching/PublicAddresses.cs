using System.Net;
using Microsoft.Security.AntiSSRF;

namespace Assistant.Channels.BotFramework.Fetching;

/// <summary>Tells the public internet from everything else: loopback, private, link-local, metadata services, tunnels and translations that hide an address in another. The ranges are Microsoft's.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] s_notPublic = [.. IPAddressRanges.recommendedLatest.Select(IPNetwork.Parse),
        // IPv4 inside IPv6 in the old way (::10.0.0.1), which the list leaves out.
        IPNetwork.Parse("::/96")];

    public static bool Contains(IPAddress address) => !Array.Exists(s_notPublic, network => network.Contains(address));
}
