using Assistant.Channels.Access;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>One entry of an allow-list of hosts: scheme, host ("*." at its front stands for any subdomain, not for the domain itself) and port.</summary>
internal sealed record HostPattern(string Scheme, string Host, int Port)
{
    public bool Matches(Uri address) =>
        address.Scheme == Scheme && address.Port == Port && address.UserInfo.Length == 0
        && (Host.StartsWith("*.", StringComparison.Ordinal)
            ? address.IdnHost.EndsWith(Host[1..], StringComparison.OrdinalIgnoreCase) && address.IdnHost.Length > Host.Length - 1
            : address.IdnHost.Equals(Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when the text is not scheme://host:port, of which only the host is needed.</summary>
    public static HostPattern? TryParse(string text)
    {
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        // '*' is no part of a host name for Uri; any label stands in for it while the rest is checked.
        var wild = full.Contains("://*.", StringComparison.Ordinal);
        if (!Uri.TryCreate(wild ? full.Replace("://*.", "://any.", StringComparison.Ordinal) : full, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https") || uri.PathAndQuery is not ("/" or "") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 || uri.Host.Length == 0)
            return null;
        return new(uri.Scheme, wild ? $"*{uri.IdnHost[3..]}" : uri.IdnHost, uri.Port);
    }

    public static bool IsLoopback(Uri address) => LocalCaller.IsLoopbackHost(address.Host);
}
