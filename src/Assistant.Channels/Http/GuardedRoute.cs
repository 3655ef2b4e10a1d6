using System.Text.Json.Serialization.Metadata;
using Assistant.Conversations;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assistant.Channels.Http;

/// <summary>Runs one request: a refusal becomes its status and documented error body; whatever else goes wrong is logged and answered without its text.</summary>
internal static partial class GuardedRoute
{
    public static RequestDelegate Guard(RequestDelegate handler) => async context =>
    {
        try
        {
            await handler(context);
        }
        catch (Refusal refusal)
        {
            await WriteAsync(context, refusal);
        }
        catch (LegalHoldException)
        {
            await WriteAsync(context, Refusal.LegalHold());
        }
        catch (BadHttpRequestException e)
        {
            await WriteAsync(context, e.StatusCode == 413 ? new Refusal(413, "MessageSizeTooBig", "The request is larger than is accepted.") : Refusal.BadArgument("The request could not be read."));
        }
        catch (StorageUnavailableException e)
        {
            Log.StorageUnavailable(Logger(context), e);
            await WriteAsync(context, Refusal.Unavailable(null));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Log.Failed(Logger(context), context.Request.Method, e);
            await WriteAsync(context, new Refusal(500, "ServerError", "Something went wrong here; the server's log has the details."));
        }
    };

    public static Task WriteJsonAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext context, Refusal refusal)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        if (refusal.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await WriteJsonAsync(context, refusal.Status, new ErrorBody(new(refusal.Code, refusal.Message)), ErrorJson.Default.ErrorBody);
    }

    private static ILogger Logger(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GuardedRoute));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A {Method} request failed")]
        public static partial void Failed(ILogger logger, string method, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "A message was refused: the store cannot be written")]
        public static partial void StorageUnavailable(ILogger logger, Exception exception);
    }
}
