using Microsoft.AspNetCore.Http;

namespace Assistant.ChannelSimulator.Channel;

/// <summary>What a connector answers.</summary>
internal static class ConnectorAnswer
{
    public static string NewId() => $"shown-{Guid.NewGuid():N}";

    /// <param name="id">What the channel calls it; null for one that is never asked for again.</param>
    public static Task AcceptAsync(HttpContext context, string? id = null)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"id":"{{id ?? NewId()}}"}""", context.RequestAborted);
    }

    /// <summary>As Teams does with what it does not stream, or no more.</summary>
    public static Task RefuseStreamAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("""{"error":{"code":"ContentStreamNotAllowed","message":"The stream is not allowed."}}""", context.RequestAborted);
    }
}
