using System.Net;

namespace Assistant.Server;

/// <summary>The web server itself.</summary>
internal sealed class ServerOptions
{
    public const string SectionName = "Server";

    /// <summary>Host names, without scheme and port, by which this server is known, besides localhost and loopback addresses; empty: any, when it listens on more than loopback, else none.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Addresses, or networks (10.0.0.0/24), of proxies in front whose X-Forwarded headers are believed, besides loopback.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Folder of the built page; default: wwwroot beside the program.</summary>
    public string? WebRoot { get; set; }

    /// <summary>Connections, sockets among them, that may be open at once.</summary>
    public int MaxConnections { get; set; } = 50_000;

    /// <summary>How long open requests may go on when the server is asked to stop.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Bearer token of operators, for /api/operator/erase and /api/operator/notices, at least 16 characters, from the environment or a file of secrets; without it there are no such addresses.</summary>
    public string? OperatorKey { get; set; }

    internal bool IsValid() => MaxConnections > 0 && ShutdownTimeout > TimeSpan.Zero && OperatorKey is null or "" or { Length: >= 16 } && KnownProxies.All(proxy => IPAddress.TryParse(proxy, out _) || IPNetwork.TryParse(proxy, out _)) && Hosts.All(host => Uri.CheckHostName(host) != UriHostNameType.Unknown);
}
