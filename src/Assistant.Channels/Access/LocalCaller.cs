using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Access;

/// <summary>Whether a request certainly comes from a program on this machine: what surfaces without configured credentials rest on.</summary>
internal sealed class LocalCaller(IServer server)
{
    /// <summary>Null when it does, else why not, for the log.</summary>
    public string? Doubt(HttpContext context)
    {
        if (!IsLoopback(context.Connection.RemoteIpAddress) || !IsLoopback(context.Connection.LocalIpAddress))
            return "the caller is not on this machine";
        // A proxy on this machine speaks for callers elsewhere.
        if (context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded") || context.Request.Headers.ContainsKey("X-Original-For"))
            return "the request was forwarded";
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses is { } addresses && !addresses.All(IsLoopback))
            return "the server listens on more than loopback";
        // A web page of another site may post to this machine, but not with this type without asking first.
        return HttpMethods.IsGet(context.Request.Method) || context.Request.HasJsonContentType() ? null : "the content type is not application/json";
    }

    /// <summary>By name or by number, as it stands in an address.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    // A test server in this process has no addresses at all.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLoopback(string address) => BindingAddress.Parse(address) is var binding && (binding.IsUnixPipe || IsLoopbackHost(binding.Host));
}
