using System.Text.Json.Serialization;
using Assistant.Agent;
using Assistant.Conversations;

namespace Assistant.Channels.OpenAI;

/// <summary>A request that is not served, told as OpenAI's API tells it.</summary>
internal sealed class ApiError(int status, string message, string? code = null, string? param = null, TimeSpan? retryAfter = null) : Exception(message)
{
    public int Status { get; } = status;
    public TimeSpan? RetryAfter { get; } = retryAfter;

    public ErrorBody Body => new(new(Message, Status switch
    {
        < 500 and not 429 => "invalid_request_error",
        429 => "rate_limit_error",
        _ => "server_error",
    }, param, code));

    public static ApiError Invalid(string message, string? param = null, string? code = null) => new(400, message, code, param);

    public static ApiError TooLarge(string message) => new(413, message, "request_too_large");

    public static ApiError NoModel(string model) => new(404, $"The model '{model}' does not exist here. GET /v1/models lists those that do.", "model_not_found", "model");

    public static ApiError Of(SubmitResult refused) => refused.Outcome == SubmitOutcome.Busy
        ? new(429, "Too many messages are waiting. Try again.", "rate_limit_exceeded", null, refused.RetryAfter)
        : new(503, "The message cannot be stored right now. Try again.", "service_unavailable", null, refused.RetryAfter);

    /// <param name="message">A fixed sentence; never the text of an exception.</param>
    public static ApiError Of(TurnProblem problem, string message, TimeSpan? retryAfter = null) => problem switch
    {
        TurnProblem.ModelRateLimited => new(429, message, "rate_limit_exceeded", null, retryAfter),
        TurnProblem.ModelTimedOut or TurnProblem.DeadlineExceeded => new(504, message, "timeout"),
        TurnProblem.ModelUnreachable => new(503, message, "model_unreachable", null, retryAfter),
        TurnProblem.ModelNonsense => new(502, message, "model_error"),
        TurnProblem.Refused => new(400, message, "content_filter"),
        _ => new(500, message, "internal_error"),
    };

    public static ApiError Of(LanguageModelException e) => e.TooLong
        ? Invalid("The messages are longer than the model takes.", "messages", "context_length_exceeded")
        : e.AboutSettings ? Invalid(e.Message, code: "unsupported_setting")
        : Of(e.Problem, e.Problem switch
        {
            TurnProblem.ModelRateLimited => "The model's server is busy. Try again.",
            TurnProblem.ModelTimedOut => "The model's server did not answer in time.",
            TurnProblem.ModelUnreachable => "The model's server cannot be reached.",
            TurnProblem.Refused => "The model's server refused the request.",
            _ => "The model's server gave an answer that cannot be used.",
        }, e.RetryAfter);
}

internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(
    string Message, string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Param, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Code);
