using System.Net;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Assistant.Conversations;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>
/// Requests to connectors: to allowed hosts only, following no redirect, with pooled connections that look at the address they dial.
/// Retries (<see cref="ConnectorRetry"/>) around tries (<see cref="ConnectorTry"/>: pace, token, time limit) around the network.
/// </summary>
internal sealed class ConnectorHttp : IDisposable
{
    private readonly ServiceUrls _allowed;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public ConnectorHttp(CheckedConnections connections, FetchRules rules, ServiceUrls allowed, IConnectorTokens tokens, IOptions<BotFrameworkOptions> options, TimeProvider time)
    {
        (_allowed, _time) = (allowed, time);
        var tries = new ConnectorTry(new SendPace(time), tokens, options.Value.SendTimeout, time) { InnerHandler = connections.Handler(rules.MayDialConnector) };
        var (once, again) = (ConnectorRetry.OfUnrepeatable(time), ConnectorRetry.OfRepeatable(time));
        var retries = new ResilienceHandler(request => ConnectorTry.IsPassing(request) ? ResiliencePipeline<HttpResponseMessage>.Empty : request.Method == HttpMethod.Post ? once : again) { InnerHandler = tries };
        _http = new HttpClient(retries, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => _http.Dispose();

    /// <param name="address">Of <see cref="ConnectorRoute"/>.</param>
    /// <param name="mostBytes">Of the response's body; a longer one counts as cut off.</param>
    /// <param name="part">The part of a reply that it shows; null for what needs no note.</param>
    /// <param name="isPassing">It shows what is so for a moment: sent at once and once, or not at all, so that nothing waits for it.</param>
    public async Task<ConnectorAnswer> SendAsync(ReplyAddress to, HttpMethod method, Uri? address, HttpContent? content, long mostBytes, CancellationToken cancellationToken, PartSend? part = null, bool isPassing = false)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        if (!_allowed.IsAllowed(to.AppId, to.ServiceUrl))
            return new(new(SendOutcome.Refused, Reason: "the serviceUrl is not on the allow-list"));
        if (address is null)
            return new(new(SendOutcome.Refused, Reason: "an id that cannot stand in an address"));
        request.Options.Set(ConnectorTry.To, to);
        request.Options.Set(ConnectorTry.MostBytes, mostBytes);
        request.Options.Set(ConnectorTry.Passing, isPassing);
        if (part is not null)
            request.Options.Set(ConnectorTry.Part, part);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new(ResultOf(response, body), response.StatusCode, response.IsSuccessStatusCode ? body : []);
        }
        catch (TokenUnavailableException e)
        {
            return new(new(SendOutcome.NotSent, Reason: $"no token: {e.Code}"));
        }
        catch (PaceException)
        {
            return new(new(SendOutcome.NotSent, Reason: "the channel's limits"));
        }
        catch (HttpRequestException e) when (ConnectorRetry.IsNotSent(e))
        {
            return new(new(SendOutcome.NotSent, Reason: e.HttpRequestError.ToString()));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or (IOException and not StorageUnavailableException))
        {
            return new(new(SendOutcome.Unknown, Reason: e.GetType().Name));
        }
    }

    private SendResult ResultOf(HttpResponseMessage response, byte[] body)
    {
        if (response.IsSuccessStatusCode)
            return new(SendOutcome.Sent);
        var reason = $"HTTP {(int)response.StatusCode}";
        return response switch
        {
            // With a new token it may be taken later, and so may it once there is room.
            _ when ConnectorRetry.IsNotSent(response) => new(SendOutcome.NotSent, Reason: reason) { RetryAfter = ConnectorRetry.Asked(response, _time) },
            _ when ConnectorRetry.IsUnknown(response) => new(SendOutcome.Unknown, Reason: reason) { RetryAfter = ConnectorRetry.Asked(response, _time) },
            _ => Refused(reason, ConnectorFault.In(body)) with { IsTooLarge = response.StatusCode == HttpStatusCode.RequestEntityTooLarge },
        };
    }

    private static SendResult Refused(string reason, ConnectorFault? fault) =>
        new(SendOutcome.Refused, Reason: reason) { IsGone = fault is { IsGone: true }, IsStopped = fault is { IsStopped: true } };
}
