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
    private int _refusedForLoad;

    /// <summary>Requests that the bot did not take for the moment.</summary>
    public int NotTaken => _notTaken;

    /// <summary>Of them, those that it was there to refuse: 408, 429 and 5xx, or no answer within 15 s.</summary>
    public int RefusedForLoad => _refusedForLoad;

    /// <returns>Null when the bot stayed away.</returns>
    public async Task<FinalAnswer?> SendAsync(Func<HttpRequestMessage> ask, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var tried = 0; tried < MostTries; tried++)
        {
            var wait = s_again;
            try
            {
                using var request = ask();
                using var response = await _http.SendAsync(request, cancellationToken);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)response.StatusCode < 500)
                    return new((int)response.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds, await response.Content.ReadAsStringAsync(cancellationToken));
                Interlocked.Increment(ref _refusedForLoad);
                wait = response.Headers.RetryAfter?.Delta ?? wait;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // Killed, and not yet started again: nobody was there to acknowledge anything.
                began = Stopwatch.GetTimestamp();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Interlocked.Increment(ref _refusedForLoad);
            }
            Interlocked.Increment(ref _notTaken);
            await Task.Delay(wait, cancellationToken);
        }
        return null;
    }

    public void Dispose() => _http.Dispose();
}

/// <param name="Milliseconds">From the first try that reached the bot, those that it refused for the moment included.</param>
internal sealed record FinalAnswer(int Status, double Milliseconds, string Body);
