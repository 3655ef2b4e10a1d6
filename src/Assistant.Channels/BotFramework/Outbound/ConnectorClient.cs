using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Assistant.Channels.BotFramework.Access;
using Assistant.Channels.BotFramework.Fetching;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>Sends activities to a channel's connector, with our token, to allowed hosts only, following no redirect. Tries again only what certainly did not arrive.</summary>
internal sealed class ConnectorClient : IDisposable
{
    private const int MostTries = 4;
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(15);
    private readonly ServiceUrls _allowed;
    private readonly IConnectorTokens _tokens;
    private readonly BotFrameworkOptions _options;
    private readonly TimeProvider _time;
    private readonly SendPace _pace;
    private readonly HttpClient _http;

    public ConnectorClient(CheckedConnections connections, FetchRules rules, ServiceUrls allowed, IConnectorTokens tokens, IOptions<BotFrameworkOptions> options, TimeProvider time)
    {
        (_allowed, _tokens, _options, _time, _pace) = (allowed, tokens, options.Value, time, new SendPace(time));
        _http = new HttpClient(connections.Handler(rules.MayDialConnector), disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    public async Task<SendResult> SendAsync(ReplyAddress to, OutgoingActivity activity, CancellationToken cancellationToken)
    {
        if (!_allowed.IsAllowed(to.AppId, to.ServiceUrl))
            return new(SendOutcome.Refused, Reason: "the serviceUrl is not on the allow-list");
        for (var attempt = 1; ; attempt++)
        {
            if (_pace.Take(to, s_longestWait) is not { } pause)
                return new(SendOutcome.NotSent, Reason: "the channel's limits");
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, _time, cancellationToken);
            var (result, wait) = await TryAsync(to, activity, attempt, cancellationToken);
            if (result.Outcome != SendOutcome.NotSent || attempt == MostTries || wait > s_longestWait)
                return result;
            await Task.Delay(wait, _time, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<(SendResult Result, TimeSpan Wait)> TryAsync(ReplyAddress to, OutgoingActivity activity, int attempt, CancellationToken cancellationToken)
    {
        var wait = TimeSpan.FromMilliseconds(250 * Math.Pow(2, attempt - 1));
        using var timer = new CancellationTokenSource(_options.SendTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, RouteOf(to)) { Content = JsonContent.Create(activity, ConnectorWire.Json.OutgoingActivity) };
            var token = await _tokens.GetAsync(to.AppId, linked.Token);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await _http.SendAsync(request, linked.Token);
            if (response.IsSuccessStatusCode)
                return (new(SendOutcome.Sent, await IdOfAsync(response, linked.Token)), default);
            var reason = $"HTTP {(int)response.StatusCode}";
            return response.StatusCode switch
            {
                HttpStatusCode.Unauthorized when token is not null => (Distrusted(to.AppId, token, reason), wait),
                HttpStatusCode.TooManyRequests => (new(SendOutcome.NotSent, Reason: reason), RetryAfter(response) ?? wait * 4),
                >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => (new(SendOutcome.Unknown, Reason: reason), default),
                _ => (new(SendOutcome.Refused, Reason: reason) { IsGone = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone }, default),
            };
        }
        catch (TokenUnavailableException e)
        {
            return (new(SendOutcome.NotSent, Reason: $"no token: {e.Code}"), wait);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            return (new(SendOutcome.NotSent, Reason: e.HttpRequestError.ToString()), wait);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new(SendOutcome.Unknown, Reason: e.GetType().Name), default);
        }
    }

    /// <summary>The connector wants another token: with a new one it may take the reply, now or when it is sent again.</summary>
    private SendResult Distrusted(string? appId, string token, string reason)
    {
        _tokens.Discard(appId, token);
        return new(SendOutcome.NotSent, Reason: reason);
    }

    private static Uri RouteOf(ReplyAddress to)
    {
        var root = to.ServiceUrl.GetLeftPart(UriPartial.Path).TrimEnd('/');
        var route = $"{root}/v3/conversations/{Uri.EscapeDataString(to.ConversationId)}/activities";
        return new(to.ActivityId is { } id ? $"{route}/{Uri.EscapeDataString(id)}" : route);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > _time.GetUtcNow() ? date - _time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>It arrived, whatever the connector says about it.</summary>
    private static async Task<string?> IdOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return (await response.Content.ReadFromJsonAsync(ConnectorJson.Default.ResourceResponse, cancellationToken))?.Id;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or HttpRequestException or IOException or OperationCanceledException or NotSupportedException)
        {
            return null;
        }
    }
}
