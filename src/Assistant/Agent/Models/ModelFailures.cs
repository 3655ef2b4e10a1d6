using System.Globalization;
using System.Net;
using System.Text.Json;
using Assistant.Agent.Models.Wire;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models;

/// <summary>Turns what went wrong with the server into its category.</summary>
internal static class ModelFailures
{
    /// <summary>Null when it is none of the server's doing (the caller cancelled, a bug) or a category already.</summary>
    public static LanguageModelException? Of(Exception exception, CancellationToken caller) => exception switch
    {
        LanguageModelException => null,
        OperationCanceledException when caller.IsCancellationRequested => null,
        OperationCanceledException => new(TurnProblem.ModelTimedOut, "The model server did not answer in time.", exception),
        HttpRequestException or IOException => new(TurnProblem.ModelUnreachable, "The connection to the model server failed.", exception),
        // InvalidOperationException: the reader met bytes that are not UTF-8.
        JsonException or InvalidOperationException => new(TurnProblem.ModelNonsense, "The model server sent something that is no chat completion.", exception),
        _ => null,
    };

    public static LanguageModelException Of(HttpResponseMessage response, ServerError error, DateTimeOffset now)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"The model server answered {(int)response.StatusCode} {error.Code}");
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(TurnProblem.ModelRateLimited, said) { RetryAfter = RetryAfter(response, now) },
            HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new(TurnProblem.ModelTimedOut, said),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(TurnProblem.ModelUnreachable, said + ": check Model:ApiKey."),
            HttpStatusCode.NotFound => new(TurnProblem.ModelUnreachable, said + ": check Model:Endpoint and Model:Name."),
            HttpStatusCode.RequestEntityTooLarge => new(TurnProblem.ModelNonsense, said) { TooLong = true },
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new(TurnProblem.ModelUnreachable, said + ": redirections are not followed; set Model:Endpoint to the final address."),
            >= HttpStatusCode.InternalServerError => new(TurnProblem.ModelUnreachable, said),
            _ when error.Filtered => new(TurnProblem.Refused, said),
            _ => new(TurnProblem.ModelNonsense, said) { TooLong = error.TooLong },
        };
    }

    /// <summary>An error in the midst of a stream.</summary>
    public static LanguageModelException Of(ServerError error) => error switch
    {
        { Filtered: true } => new(TurnProblem.Refused, "The model server's content filter refused."),
        { TooLong: true } => new(TurnProblem.ModelNonsense, "The request is longer than the model takes.") { TooLong = true },
        _ => new(TurnProblem.ModelUnreachable, $"The model server reported an error in its answer: {error.Code}"),
    };

    public static void ThrowIfRefused(ChunkReader reader, bool anyText)
    {
        if (reader.Error is { } error)
            throw Of(error);
        if (reader.Refusal is not null || (reader.Finish == ChatFinishReason.ContentFilter && !anyText))
            throw new LanguageModelException(TurnProblem.Refused, "The model refused to answer.");
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var after = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        return after < TimeSpan.Zero ? TimeSpan.Zero : after;
    }
}
