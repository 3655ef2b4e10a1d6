using System.Net;
using System.Net.Http.Headers;
using Assistant.Channels.BotFramework.Access;
using Assistant.Conversations;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>One try of a request: waits for its place among the channel's limits, then sends it with our token and reads the response to its end: the token and the request each within the time that a try may take.</summary>
/// <exception cref="PaceException">Its place is too far away.</exception>
/// <exception cref="TokenUnavailableException">Nothing was sent.</exception>
/// <exception cref="TimeoutException">It may have been taken, or not.</exception>
internal sealed class ConnectorTry(SendPace pace, IConnectorTokens tokens, TimeSpan timeout, TimeProvider time) : DelegatingHandler
{
    /// <summary>Whose token, and whose place.</summary>
    public static HttpRequestOptionsKey<ReplyAddress> To { get; } = new("connector.to");

    /// <summary>Told when the request begins, and when it certainly showed nothing; none for what needs no note.</summary>
    public static HttpRequestOptionsKey<PartSend> Part { get; } = new("connector.part");

    /// <summary>It shows what is so for a moment.</summary>
    public static HttpRequestOptionsKey<bool> Passing { get; } = new("connector.passing");

    public static HttpRequestOptionsKey<long> MostBytes { get; } = new("connector.most-bytes");

    public static bool IsPassing(HttpRequestMessage request) => request.Options.TryGetValue(Passing, out var isPassing) && isPassing;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var to = request.Options.TryGetValue(To, out var address) ? address : throw new InvalidOperationException("A request without an address.");
        if (pace.Take(to, IsPassing(request) ? TimeSpan.Zero : ConnectorRetry.LongestWait) is not { } pause)
            throw new PaceException();
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken);
        var token = await TokenAsync(to, cancellationToken);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (request.Options.TryGetValue(Part, out var part))
            await part.Begin(cancellationToken);
        using var timer = new CancellationTokenSource(timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var response = await ReadAsync(request, linked.Token);
            if (part is not null && ConnectorRetry.IsNotSent(response))
                await part.NotSent();
            if (token is not null && response.StatusCode == HttpStatusCode.Unauthorized)
                tokens.Discard(to.AppId, to.BotId, token);
            return response;
        }
        catch (HttpRequestException e) when (part is not null && ConnectorRetry.IsNotSent(e))
        {
            await part.NotSent();
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <summary>An issuer that hangs has nothing to do with whether the connector took the request: none was sent.</summary>
    private async Task<string?> TokenAsync(ReplyAddress to, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.GetAsync(to.AppId, to.BotId, cancellationToken).AsTask().WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TokenUnavailableException("timeout");
        }
    }

    private async Task<HttpResponseMessage> ReadAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(request.Options.TryGetValue(MostBytes, out var most) ? most : 0, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}

/// <summary>The channel's limits leave no place within the time that anyone waits.</summary>
internal sealed class PaceException() : IOException("The channel's limits leave no room.");
