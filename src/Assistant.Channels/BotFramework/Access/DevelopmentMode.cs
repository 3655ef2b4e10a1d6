using System.Net;
using Assistant.Channels.BotFramework.Inbound;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>
/// No credentials: whoever runs on this machine may speak. It cannot be switched on by accident: an app id switches it off, and so does listening on anything but loopback.
/// </summary>
internal sealed class DevelopmentMode(IServer server, IOptions<BotFrameworkOptions> options) : IInboundAuthenticator
{
    public string? RefuseCaller(HttpContext context)
    {
        if (!options.Value.IsDevelopment)
            return "an app id is configured";
        if (!IsLoopback(context.Connection.RemoteIpAddress) || !IsLoopback(context.Connection.LocalIpAddress))
            return "the caller is not on this machine";
        // A proxy on this machine speaks for callers elsewhere.
        if (context.Request.Headers.ContainsKey("X-Forwarded-For") || context.Request.Headers.ContainsKey("Forwarded") || context.Request.Headers.ContainsKey("X-Original-For"))
            return "the request was forwarded";
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses is { } addresses && !addresses.All(IsLoopback))
            return "the server listens on more than loopback";
        // A web page of another site may post to this machine, but not with this type without asking first.
        return context.Request.HasJsonContentType() ? null : "the content type is not application/json";
    }

    public ValueTask<string?> RefuseActivityAsync(HttpContext context, IncomingActivity activity, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    // A test server in this process has no addresses at all.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool IsLoopback(string address) => BindingAddress.Parse(address) is var binding && (binding.IsUnixPipe || HostPattern.IsLoopback(new Uri($"http://{Named(binding.Host)}/")));

    /// <summary>"*" and "+" stand for every address.</summary>
    private static string Named(string host) => host is "*" or "+" ? "0.0.0.0" : host;
}
