using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>Where replies, and with them our token, may be sent. Checked when a message comes in, and again before each reply.</summary>
internal sealed class ServiceUrls(IOptions<BotFrameworkOptions> options)
{
    private readonly HostPattern[] _allowed = [.. options.Value.AllowedServiceUrls.Select(HostPattern.TryParse).OfType<HostPattern>()];

    public bool IsAllowed(Uri address) =>
        address is { IsAbsoluteUri: true, UserInfo.Length: 0 } && address.Scheme is "http" or "https"
        && (Array.Exists(_allowed, pattern => pattern.Matches(address)) || (options.Value.IsDevelopment && HostPattern.IsLoopback(address)));
}
