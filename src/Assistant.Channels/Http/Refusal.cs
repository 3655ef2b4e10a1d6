using System.Globalization;

namespace Assistant.Channels.Http;

/// <summary>A request that is not served, with what its sender is told; <see cref="GuardedRoute"/> writes it. For refusals from deep inside of reading a request.</summary>
internal sealed class Refusal(int status, string code, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    public int Status { get; } = status;
    public string Code { get; } = code;
    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static Refusal BadArgument(string message) => new(400, "BadArgument", message);

    public static Refusal TooLarge(string what, long limit, string unit) => new(413, "MessageSizeTooBig", string.Create(CultureInfo.InvariantCulture, $"{what} is too large: at most {limit:N0} {unit} are accepted."));

    public static Refusal MissingToken() => new(401, "MissingToken", "Send a token: Authorization: Bearer TOKEN. POST /v3/directline/tokens/generate gives one.");

    public static Refusal Forbidden(string message) => new(403, "Forbidden", message);

    public static Refusal NotFound(string message = "There is no such conversation, or it is not yours.") => new(404, "NotFound", message);

    public static Refusal LegalHold() => new(409, "LegalHold", "What is kept of you is under a legal hold: nothing may be forgotten before it is released. Ask whoever runs this site.");

    public static Refusal Busy(TimeSpan? retryAfter) => new(429, "Busy", "Too many messages are waiting. Nothing was stored; try again.", retryAfter ?? TimeSpan.FromSeconds(2));

    public static Refusal TooFast(TimeSpan? retryAfter) => new(429, "TooManyRequests", "Messages come too fast. Nothing was stored; try again.", retryAfter ?? TimeSpan.FromSeconds(2));

    public static Refusal Unavailable(TimeSpan? retryAfter) => new(503, "ServiceUnavailable", "The message cannot be stored right now. Nothing was stored; try again.", retryAfter ?? TimeSpan.FromSeconds(5));
}
