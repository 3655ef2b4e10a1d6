using System.Net;
using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Assistant.Channels.BotFramework.Outbound.Connector;

/// <summary>
/// When a request to a connector is tried again: whatever certainly did not arrive (no connection, no token, 401 with a token that was then thrown away, 429 after the time that the connector asks for,
/// 412, by which Teams says that somebody else wrote to the conversation at the same moment);
/// what may have arrived (5xx, 408, a response cut off or too late) only where twice is as good as once. Creating an activity is not so: a connector that fails may have shown it. Microsoft has 502 and 504
/// tried again like 412 ("Optimize your bot with rate limiting in Teams"): the outbox does so, with a note (<see cref="BotFrameworkOptions.ResendWhenUnknown"/>).
/// </summary>
internal static class ConnectorRetry
{
    /// <summary>Whoever is to wait longer leaves it to the outbox.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private const int MostRetries = 3;

    /// <summary>Of POST.</summary>
    public static ResiliencePipeline<HttpResponseMessage> OfUnrepeatable(TimeProvider time) => Pipeline(time, outcome => IsNotSent(outcome, time));

    /// <summary>Of GET, PUT and DELETE.</summary>
    public static ResiliencePipeline<HttpResponseMessage> OfRepeatable(TimeProvider time) => Pipeline(time, outcome => IsNotSent(outcome, time) || IsUnknown(outcome));

    public static bool IsNotSent(HttpResponseMessage response) =>
        IsCrowded(response) || (response.StatusCode == HttpStatusCode.Unauthorized && response.RequestMessage?.Headers.Authorization is not null);

    public static bool IsNotSent(HttpRequestException error) => error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    /// <summary>Later there will be room.</summary>
    private static bool IsCrowded(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed;

    public static bool IsUnknown(HttpResponseMessage response) => response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout;

    /// <summary>How long the connector asks not to be tried; null when it does not.</summary>
    public static TimeSpan? Asked(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsNotSent(Outcome<HttpResponseMessage> outcome, TimeProvider time) => outcome switch
    {
        { Result: { } response } => IsNotSent(response) && !(Asked(response, time) > LongestWait),
        { Exception: HttpRequestException error } => IsNotSent(error),
        _ => outcome.Exception is TokenUnavailableException,
    };

    private static bool IsUnknown(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Result: { } response } => IsUnknown(response),
        // What is too long stays too long.
        { Exception: HttpRequestException error } => error.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded,
        _ => outcome.Exception is TimeoutException or (IOException and not PaceException),
    };

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeProvider time, Func<Outcome<HttpResponseMessage>, bool> isWorthIt) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = MostRetries,
                ShouldHandle = retry => ValueTask.FromResult(isWorthIt(retry.Outcome)),
                DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(Pause(retry.Outcome.Result, retry.AttemptNumber, time)),
            })
            .Build();

    /// <summary>What the connector asks for, else twice as long each time; four times that where there was no room.</summary>
    private static TimeSpan Pause(HttpResponseMessage? response, int retry, TimeProvider time) =>
        (response is null ? null : Asked(response, time)) ?? s_firstPause * Math.Pow(2, retry) * (response is not null && IsCrowded(response) ? 4 : 1);
}
