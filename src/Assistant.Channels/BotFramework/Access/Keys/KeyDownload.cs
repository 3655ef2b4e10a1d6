using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Channels.Access;
using Assistant.Channels.BotFramework.Fetching;

namespace Assistant.Channels.BotFramework.Access.Keys;

/// <summary>Gets a provider's keys over HTTP: its metadata, then the keys that it names. Bounded in size; no redirect is followed, no proxy used.</summary>
internal sealed class KeyDownload(CheckedConnections connections) : IDisposable
{
    private const int MostBytes = 512 * 1024;
    private readonly HttpClient _http = new(connections.Handler((host, address) => IPAddress.IsLoopback(address) || !LocalCaller.IsLoopbackHost(host)), disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <exception cref="HttpRequestException">The provider cannot be reached, or says no.</exception>
    /// <exception cref="FormatException">What it says holds no keys.</exception>
    /// <exception cref="JsonException">Likewise.</exception>
    public async Task<FrozenDictionary<string, SigningKey>> GetAsync(Uri metadata, CancellationToken cancellationToken) =>
        KeyDocument.Read(await ReadAsync(KeyDocument.KeysOf(metadata, await ReadAsync(metadata, cancellationToken)), cancellationToken));

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(address, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken), new JsonDocumentOptions { MaxDepth = 16 });
        return document.RootElement.Clone();
    }
}
