using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Channels.BotFramework.Outbound.Connector;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Files;

/// <summary>
/// Stores a file where Teams says, in pieces by PUT with Content-Range, without a token. The same hosts as those that people's files are fetched from, every address looked at when it is dialled, no redirect followed.
/// </summary>
internal sealed class FileUploader(CheckedConnections connections, FetchRules rules, IOptions<BotFrameworkOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>Of one piece: OneDrive wants a multiple of 320 KiB below 60 MiB.</summary>
    public const int PieceBytes = 32 * 320 * 1024;

    private const int Tries = 2;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);

    // Nobody waits for it but the person, who is told at the end.
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(2);

    // Apart, so that a connection to this machine, opened for its own client, never serves another address.
    private readonly HttpClient _outside = new(connections.Handler(rules.MayDial), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly HttpClient _local = new(connections.Handler(FetchRules.MayDialLocally), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="appId">The registration that the person's consent came to; null in development mode.</param>
    /// <param name="serviceUrl">Of the activity that brought it.</param>
    public bool MayUpload(string? appId, Uri serviceUrl, Uri address) =>
        rules.IsLocalClient(address, serviceUrl) || (address.Scheme == Uri.UriSchemeHttps && rules.IsFileHost(appId, address));

    /// <param name="address">One that <see cref="MayUpload"/> allows.</param>
    /// <exception cref="IOException">It is not there, or nobody knows.</exception>
    public async Task UploadAsync(Uri serviceUrl, Uri address, Stream content, CancellationToken cancellationToken)
    {
        var http = rules.IsLocalClient(address, serviceUrl) ? _local : _outside;
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (var from = 0L; from < content.Length;)
            {
                var count = await content.ReadAtLeastAsync(piece.AsMemory(0, PieceBytes), PieceBytes, throwOnEndOfStream: false, cancellationToken);
                if (count == 0)
                    throw new EndOfStreamException();
                await PutAsync(http, address, piece.AsMemory(0, count), new(from, from + count - 1, content.Length), cancellationToken);
                from += count;
            }
        }
        finally
        {
            // It was a person's own.
            ArrayPool<byte>.Shared.Return(piece, clearArray: true);
        }
    }

    public void Dispose()
    {
        _outside.Dispose();
        _local.Dispose();
    }

    /// <summary>The same piece may be put twice: it has its place, and OneDrive answers 416 where it has it already.</summary>
    private async Task PutAsync(HttpClient http, Uri address, ReadOnlyMemory<byte> piece, ContentRangeHeaderValue range, CancellationToken cancellationToken)
    {
        var mayBeThere = false;
        for (var attempt = 1; ; attempt++)
        {
            var pause = s_pause;
            using var timer = new CancellationTokenSource(options.Value.FetchTimeout, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(piece) };
                request.Content.Headers.ContentType = new("application/octet-stream");
                request.Content.Headers.ContentRange = range;
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
                if (response.IsSuccessStatusCode || (mayBeThere && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable))
                    return;
                pause = ConnectorRetry.Asked(response, time) ?? s_pause;
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError) || attempt == Tries || pause > s_longestPause)
                    throw new IOException($"HTTP {(int)response.StatusCode}");
                mayBeThere |= response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (attempt == Tries || e.InnerException is AddressRefusedException)
                    throw new IOException(e.GetType().Name, e);
                mayBeThere = true;
            }
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
