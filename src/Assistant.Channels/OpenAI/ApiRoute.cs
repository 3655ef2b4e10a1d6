using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Agent;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.OpenAI;

/// <summary>Runs one request: checks who calls, and turns whatever goes wrong into OpenAI's error body, without its text.</summary>
internal static partial class ApiRoute
{
    public static Func<HttpContext, Task> Guard(RequestDelegate handler) => async context =>
    {
        try
        {
            context.RequestServices.GetRequiredService<ApiAccess>().Check(context);
            await handler(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            await WriteErrorAsync(context, ErrorOf(context, e));
        }
    };

    /// <summary>Null when there is nothing to tell the caller.</summary>
    public static ApiError ErrorOf(HttpContext context, Exception e)
    {
        switch (e)
        {
            case ApiError error:
                return error;
            case LanguageModelException model:
                Log.ModelFailed(Logger(context), model.Problem);
                return ApiError.Of(model);
            case Refusal refusal:
                return refusal.Status == 413 ? ApiError.TooLarge(refusal.Message) : new ApiError(refusal.Status, refusal.Message, null, null, refusal.RetryAfter);
            case BadHttpRequestException bad:
                return bad.StatusCode == 413 ? ApiError.TooLarge("The request is larger than is accepted.") : ApiError.Invalid("The request could not be read.");
            case StorageUnavailableException:
                Log.StorageUnavailable(Logger(context), e);
                return new(503, "The message cannot be stored right now. Try again.", "service_unavailable", null, TimeSpan.FromSeconds(5));
            default:
                Log.Failed(Logger(context), e);
                return new(500, "Something went wrong here; the server's log has the details.", "internal_error");
        }
    }

    public static async Task<T> ReadAsync<T>(HttpContext context, long maxBytes, JsonTypeInfo<T> type)
    {
        var services = context.RequestServices;
        var body = await RequestBody.WithinAsync(
            context, services.GetRequiredService<IOptions<OpenAIOptions>>().Value.ReceiveTimeout, "OpenAI:ReceiveTimeout", services.GetRequiredService<TimeProvider>(),
            cancellationToken => RequestBody.ReadAsync(context.Request, maxBytes, cancellationToken));
        if (!System.Text.Unicode.Utf8.IsValid(body))
            throw ApiError.Invalid("The request is not valid UTF-8.");
        try
        {
            CheckEscapes(body);
            return JsonSerializer.Deserialize(body, type) ?? throw ApiError.Invalid("The request must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw e.Path is { Length: > 2 } path
                ? ApiError.Invalid($"The request's JSON does not hold what is expected at '{path[2..]}'.", path[2..])
                : ApiError.Invalid("The request is not a JSON object, or nested too deep.");
        }
    }

    /// <summary>Half of a surrogate pair, written as an escape, is valid JSON and no text: told here, not wherever it is read first.</summary>
    private static void CheckEscapes(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = ApiWire.Json.Options.MaxDepth });
        while (reader.Read())
        {
            try
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                    _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw ApiError.Invalid("The request holds text that is not valid Unicode.");
            }
        }
    }

    public static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);
    }

    private static async Task WriteErrorAsync(HttpContext context, ApiError error)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        context.Response.StatusCode = error.Status;
        if (error.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await WriteAsync(context, error.Body, ApiWire.Json.ErrorBody);
    }

    private static ILogger Logger(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiRoute));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A request to the OpenAI-compatible API failed")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "A message was refused: the store cannot be written")]
        public static partial void StorageUnavailable(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The language model did not answer: {Problem}")]
        public static partial void ModelFailed(ILogger logger, TurnProblem problem);
    }
}
