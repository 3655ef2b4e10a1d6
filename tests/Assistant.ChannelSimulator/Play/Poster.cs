using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Assistant.ChannelSimulator.Channel;
using Assistant.ChannelSimulator.Ledger;
using Assistant.ChannelSimulator.Plan;

namespace Assistant.ChannelSimulator.Play;

/// <summary>Posts to the bot as a channel does: until it acknowledges, or refuses.</summary>
internal sealed class Poster(Uri bot, ChannelTokens tokens, Func<int, string> serviceUrl, PlayLedger ledger) : IDisposable
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(300);
    private const int MostTries = 200;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(15) };
    private int _notTaken;

    /// <summary>Requests that the bot did not take for the moment: it was away, or busy.</summary>
    public int NotTaken => _notTaken;

    /// <summary>An activity itself: what becomes of it is kept.</summary>
    public async Task PostAsync(PlannedActivity activity, string body, CancellationToken cancellationToken)
    {
        var record = ledger[activity];
        record.WasSent(ledger.Now);
        if (await SendAsync(activity, body, cancellationToken) is var (status, milliseconds))
            record.WasAnswered(ledger.Now, status, milliseconds);
    }

    /// <summary>The same activity again, or something that belongs to it.</summary>
    public Task PostAgainAsync(PlannedActivity activity, string body, CancellationToken cancellationToken) => SendAsync(activity, body, cancellationToken);

    public void Dispose() => _http.Dispose();

    /// <summary>The status that was final, and how long that request took; null when the bot stayed away.</summary>
    private async Task<(int Status, double Milliseconds)?> SendAsync(PlannedActivity activity, string body, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < MostTries; tried++)
        {
            var wait = s_again;
            try
            {
                var began = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Post, bot) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.For(activity, serviceUrl(activity.Conversation.Region)));
                using var response = await _http.SendAsync(request, cancellationToken);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)response.StatusCode < 500)
                    return ((int)response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                wait = response.Headers.RetryAfter?.Delta ?? wait;
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Killed, and not yet started again.
            }
            Interlocked.Increment(ref _notTaken);
            await Task.Delay(wait, cancellationToken);
        }
        return null;
    }
}
