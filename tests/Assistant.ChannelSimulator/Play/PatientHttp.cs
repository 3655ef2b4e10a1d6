using System.Diagnostics;
using System.Net;

namespace Assistant.ChannelSimulator.Play;

/// <summary>Asks the bot again until it gives an answer that is final: while it is away or busy, nothing is lost.</summary>
internal sealed class PatientHttp : IDisposable
{
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(300);
    private const int MostTries = 200;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(15) };
    private int _notTaken;

    /// <summary>Requests that the bot did not take for the moment.</summary>
    public int NotTaken => _notTaken;

    /// <returns>Null when the bot stayed away.</returns>
    public async Task<FinalAnswer?> SendAsync(Func<HttpRequestMessage> ask, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < MostTries; tried++)
        {
            var wait = s_again;
            try
            {
                var began = Stopwatch.GetTimestamp();
                using var request = ask();
                using var response = await _http.SendAsync(request, cancellationToken);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)response.StatusCode < 500)
                    return new((int)response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds, await response.Content.ReadAsStringAsync(cancellationToken));
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

    public void Dispose() => _http.Dispose();
}

/// <param name="Milliseconds">Of the request that was answered so.</param>
internal sealed record FinalAnswer(int Status, double Milliseconds, string Body);
