using System.Net;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Web;

/// <summary>
/// Turns away requests that were sent to another name: a web page whose name was pointed at this machine (DNS rebinding) could otherwise speak to a server that listens on loopback.
/// </summary>
internal sealed class KnownHosts(ListenAddresses addresses, IOptions<ServerOptions> options)
{
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (IsKnown(context.Request.Host.Host))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return context.Response.WriteAsync("This server is not known by that name. An operator can add it to Server:Hosts.\n", context.RequestAborted);
    }

    private bool IsKnown(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && (IPAddress.IsLoopback(ip) || !addresses.IsLoopbackOnly))
        || options.Value.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (options.Value.Hosts.Count == 0 && !addresses.IsLoopbackOnly);
}
