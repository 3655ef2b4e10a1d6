using System.Net;
using System.Net.Http.Headers;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Outbound;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Fetching;

/// <summary>Fetches attachments by address. Every hop's host is on the allow-list and every address is looked at when it is dialled; our token goes to the connector that the message came from only; bounded in size and time.</summary>
internal sealed class AttachmentFetcher(CheckedConnections connections, FetchRules rules, IConnectorTokens tokens, IOptions<BotFrameworkOptions> options, TimeProvider time) : IAttachmentFetcher, IDisposable
{
    private const int MostRedirects = 5;

    // Apart, so that a connection to this machine, opened for its own client, never serves another address.
    private readonly HttpClient _outside = Client(connections.Handler(rules.MayDial));
    private readonly HttpClient _connector = Client(connections.Handler(rules.MayDialConnector));
    private readonly HttpClient _local = Client(connections.Handler(FetchRules.MayDialLocally));

    public async Task<Stream?> FetchAsync(InboundMessage message, InboundAttachment attachment, long maxBytes, CancellationToken cancellationToken)
    {
        if (ReplyAddress.Of(message) is not { } sender || attachment.Url is not { } address)
            return null;
        var deadline = new CancellationTokenSource(options.Value.FetchTimeout, time);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var response = default(HttpResponseMessage);
        try
        {
            response = await FollowAsync(address, sender, linked.Token);
            if (response.Content.Headers.ContentLength > maxBytes)
                throw TooLarge(maxBytes);
            return new FetchedStream(await response.Content.ReadAsStreamAsync(linked.Token), maxBytes, [response, linked, deadline], deadline.Token);
        }
        catch (Exception e)
        {
            response?.Dispose();
            linked.Dispose();
            deadline.Dispose();
            if (e is MediaException || cancellationToken.IsCancellationRequested)
                throw;
            throw new MediaException(IsRefusal(e) ? AttachmentProblem.AddressRefused : AttachmentProblem.DownloadFailed, null, e);
        }
    }

    public void Dispose()
    {
        _outside.Dispose();
        _connector.Dispose();
        _local.Dispose();
    }

    internal static MediaException TooLarge(long maxBytes) => new(AttachmentProblem.TooLarge, $"{maxBytes / 1_048_576} MB");

    private async Task<HttpResponseMessage> FollowAsync(Uri address, ReplyAddress sender, CancellationToken cancellationToken)
    {
        var isRenewed = false;
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Assistant", null));
            var fromConnector = rules.NeedsToken(sender.AppId, sender.ServiceUrl, address);
            var token = fromConnector ? await tokens.GetAsync(sender.AppId, sender.BotId, cancellationToken) : null;
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var response = await ClientFor(address, sender, fromConnector).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                // Revoked, or lost by the connector: once more with another one.
                if (token is not null && !isRenewed && response.StatusCode == HttpStatusCode.Unauthorized)
                {
                    tokens.Discard(sender.AppId, sender.BotId, token);
                    isRenewed = true;
                    continue;
                }
                address = Next(address, response);
            }
        }
        throw new MediaException(AttachmentProblem.DownloadFailed, "too many redirects");
    }

    private HttpClient ClientFor(Uri address, ReplyAddress sender, bool fromConnector) =>
        fromConnector ? _connector : rules.IsLocalClient(address, sender.ServiceUrl) ? _local : rules.IsAllowedHost(sender.AppId, address) ? _outside : throw new AddressRefusedException();

    private static Uri Next(Uri from, HttpResponseMessage response)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location)
            throw new MediaException(AttachmentProblem.DownloadFailed, $"HTTP {(int)response.StatusCode}");
        var next = location.IsAbsoluteUri ? location : new Uri(from, location);
        return next.Scheme == Uri.UriSchemeHttps || next.Scheme == from.Scheme ? next : throw new AddressRefusedException();
    }

    private static bool IsRefusal(Exception e) => e is AddressRefusedException || e.InnerException is AddressRefusedException;

    private static HttpClient Client(SocketsHttpHandler handler) => new(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
