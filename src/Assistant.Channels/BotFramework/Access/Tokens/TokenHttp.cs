using System.Net;
using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Fetching;
using Microsoft.Identity.Client;

namespace Assistant.Channels.BotFramework.Access.Tokens;

/// <summary>The one HTTP client by which tokens are asked for: no redirect, no proxy, bounded answers.</summary>
internal sealed class TokenHttp : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient _http;

    public TokenHttp(CheckedConnections connections, AppRegistrations apps)
    {
        // Only tests and stand-ins on this machine are spoken to without TLS; BotAppCheck refuses others.
        var plain = apps.All.Select(app => app.Options.TokenEndpoint).OfType<string>().Select(endpoint => new Uri(endpoint)).Where(endpoint => endpoint.Scheme == Uri.UriSchemeHttp).Select(endpoint => endpoint.Authority).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var handler = connections.Handler((host, address) => IPAddress.IsLoopback(address) || !LocalCaller.IsLoopbackHost(host));
        _http = new HttpClient(new WithoutTls(plain) { InnerHandler = handler }, disposeHandler: true) { MaxResponseContentBufferSize = 256 * 1024, Timeout = TimeSpan.FromSeconds(20) };
    }

    public HttpClient GetHttpClient() => _http;

    public void Dispose() => _http.Dispose();

    private sealed class WithoutTls(HashSet<string> authorities) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri is { } uri && uri.Scheme == Uri.UriSchemeHttps && authorities.Contains(uri.Authority))
                request.RequestUri = new UriBuilder(uri) { Scheme = Uri.UriSchemeHttp, Port = uri.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
