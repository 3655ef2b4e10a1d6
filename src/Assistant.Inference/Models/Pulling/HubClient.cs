using System.Net;
using System.Net.Http.Headers;
using Assistant.Inference.Models.Catalogue;

namespace Assistant.Inference.Models.Pulling;

/// <summary>
/// Asks the hub or its mirror for files. Follows redirects itself, each checked: https (http on loopback only), and a host that models may come from. Nothing is sent
/// along but what is asked for.
/// </summary>
internal sealed class HubClient : IDisposable
{
    private const int MostRedirects = 6;
    private static readonly string[] s_hubStorage = ["*.huggingface.co", "*.hf.co"];

    private readonly HttpClient _http;
    private readonly Uri _hub;
    private readonly string[] _hosts;

    /// <param name="address">In place of the configured hub or mirror; null for that.</param>
    /// <exception cref="ModelStoreException">The address is not one that models may be fetched from.</exception>
    public HubClient(ModelsOptions options, string? address)
    {
        var hub = address ?? (options.Mirror is { Length: > 0 } mirror ? mirror : options.Hub);
        _hub = Uri.TryCreate(hub.TrimEnd('/') + "/", UriKind.Absolute, out var parsed) && IsSafe(parsed) && parsed.UserInfo.Length == 0 && parsed.Query.Length == 0
            ? parsed
            : throw new ModelStoreException($"'{hub}' is not an address that models are fetched from: it must be https (http on loopback only), without a name, a password or a query.");
        // A mirror's own redirects stay within the company unless they are allowed by name.
        _hosts = [.. options.RedirectHosts.Count > 0 ? options.RedirectHosts : hub == options.Hub ? s_hubStorage : []];
        _http = new(CreateHandler(options, _hub)) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Assistant", null));
    }

    /// <summary>Who is asked, for people.</summary>
    public string Host => _hub.Authority;

    public Uri AddressOf(CatalogueModel model, string file) => new(_hub, $"{model.Repository}/resolve/{model.Revision}/{file}");

    /// <param name="from">First byte wanted; 0 for all of it.</param>
    /// <param name="validator">The entity tag that what is here already had, so that a changed file is sent whole; null for none.</param>
    /// <exception cref="ModelStoreException">It is redirected to where no models may come from.</exception>
    /// <exception cref="HttpRequestException">Nobody answers.</exception>
    public async Task<HubResponse> GetAsync(Uri address, long from, string? validator, CancellationToken cancellationToken)
    {
        var told = new HubFile(null, null);
        for (var i = 0; i <= MostRedirects; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (from > 0)
            {
                request.Headers.Range = new(from, null);
                if (validator is not null)
                    request.Headers.IfRange = new(EntityTagHeaderValue.Parse(validator));
            }
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            told = HubFile.Of(response, told);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                return new(response, told);
            response.Dispose();
            address = Allowed(new Uri(address, location));
        }
        throw new ModelStoreException($"{_hub.Authority} redirects over and over.");
    }

    public void Dispose() => _http.Dispose();

    private Uri Allowed(Uri address)
    {
        if (!IsSafe(address))
            throw new ModelStoreException($"{_hub.Authority} redirects to {address.Scheme}://{address.Authority}, which is not https.");
        return address.Authority == _hub.Authority || _hosts.Any(pattern => Matches(pattern, address.Host))
            ? address
            : throw new ModelStoreException($"{_hub.Authority} redirects to {address.Host}, which is not a host that models may come from (Models:RedirectHosts).");
    }

    /// <summary>A proxy refused because it does not know who asks (407). The runtime tells it in words only.</summary>
    public static bool IsProxyAskingWho(HttpRequestException e) => e.HttpRequestError == HttpRequestError.ProxyTunnelError
        && (e.StatusCode == HttpStatusCode.ProxyAuthenticationRequired || e.Message.Contains("407", StringComparison.Ordinal));

    private static bool Matches(string pattern, string host) =>
        pattern.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase) : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    private static SocketsHttpHandler CreateHandler(ModelsOptions options, Uri hub)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null,
            UseCookies = false,
            // Bytes as they lie there: their digest counts.
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.StallTimeout,
            UseProxy = !hub.IsLoopback,
            SslOptions = { RemoteCertificateValidationCallback = CertificateException.Check },
        };
        if (options.Proxy is { Length: > 0 } proxy)
            handler.Proxy = ProxyOf(proxy);
        return handler;
    }

    /// <summary>Name and password, which may stand in the address, are not part of it: it is told in messages.</summary>
    private static WebProxy ProxyOf(string proxy)
    {
        if (!Uri.TryCreate(proxy, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new ModelStoreException("Models:Proxy is not an address such as http://proxy.example.com:3128.");
        var bare = new WebProxy(new UriBuilder(address) { UserName = "", Password = "" }.Uri);
        if (address.UserInfo.Split(':', 2) is [{ Length: > 0 } name, .. var password])
            bare.Credentials = new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(password is [var secret] ? secret : ""));
        return bare;
    }
}

/// <summary>An answer, and what was said on the way to it.</summary>
internal sealed record HubResponse(HttpResponseMessage Message, HubFile Told) : IDisposable
{
    public void Dispose() => Message.Dispose();
}

/// <summary>What the hub says of a large file before it sends people on to its storage (X-Linked-Size, X-Linked-ETag).</summary>
/// <param name="Sha256">Null when it did not say.</param>
internal sealed record HubFile(long? Bytes, string? Sha256)
{
    public static HubFile Of(HttpResponseMessage response, HubFile before)
    {
        var digest = Header(response, "X-Linked-ETag")?.Trim('"');
        return new(
            long.TryParse(Header(response, "X-Linked-Size"), System.Globalization.CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : before.Bytes,
            digest is not null && ModelPath.IsSha256(digest) ? digest : before.Sha256);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
