using System.IO.Compression;
using System.Net;
using Assistant.Channels.DirectLine;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Web;

/// <summary>Kestrel and what stands before every surface: limits, known hosts, headers, compression, the page, WebSockets, other origins.</summary>
internal static class WebServer
{
    private const long SmallBody = 1024 * 1024;

    public static void AddWebServer(this WebApplicationBuilder builder, ListenAddresses addresses)
    {
        builder.Services.AddOptions<ServerOptions>().Bind(builder.Configuration.GetSection(ServerOptions.SectionName))
            .Validate(o => o.IsValid(), "Server: MaxConnections and ShutdownTimeout must be greater than zero, Hosts names without scheme and port, KnownProxies IP addresses or networks (10.0.0.0/24), OperatorKey at least 16 characters.").ValidateOnStart();
        builder.Services.AddSingleton(addresses);
        builder.Services.AddSingleton<KnownHosts>();
        builder.Services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>((host, server) => host.ShutdownTimeout = server.Value.ShutdownTimeout);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ServerOptions>>(Limit);
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.AddCors();
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (!addresses.AreEndpoints)
            builder.WebHost.UseUrls([.. addresses.Urls]);
    }

    public static void UseWebServer(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<KnownHosts>().CheckAsync);
        app.UseForwardedHeaders(Forwarding(app.Services.GetRequiredService<IOptions<ServerOptions>>().Value));
        app.UseAssistantSecurityHeaders();
        app.UseResponseCompression();
        app.UseStaticPage();
        if (app.Services.GetRequiredService<IOptions<DirectLineOptions>>().Value.AllowedOrigins is { Count: > 0 } origins)
            // Direct Line looks at the tokens' own origins besides, and answers for itself.
            app.UseWhen(
                context => !context.Request.Path.StartsWithSegments(DirectLineChannel.Prefix, StringComparison.OrdinalIgnoreCase),
                others => others.UseCors(policy => policy.WithOrigins([.. origins]).AllowAnyHeader().AllowAnyMethod().SetPreflightMaxAge(TimeSpan.FromHours(1))));
        app.UseWebSockets();
    }

    private static void Limit(KestrelServerOptions kestrel, IOptions<ServerOptions> server)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = server.Value.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = server.Value.MaxConnections;
        // Endpoints that take files raise it for themselves.
        kestrel.Limits.MaxRequestBodySize = SmallBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
    }

    internal static ForwardedHeadersOptions Forwarding(ServerOptions server)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto };
        foreach (var proxy in server.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
                options.KnownProxies.Add(address);
            else
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
        return options;
    }
}
