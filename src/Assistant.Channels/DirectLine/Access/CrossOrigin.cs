using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>
/// What browsers ask for when a page of another origin calls Direct Line. Their question before the call (the preflight) carries no token, so it cannot be told which pages the token trusts:
/// it is answered for every page, and says nothing of anybody. The call itself is looked at (<see cref="RequestAccess.CheckOrigin"/>), and only a page that may make it reads the answer.
/// </summary>
internal static class CrossOrigin
{
    private const string LongestKept = "3600";

    /// <summary>Whether it is such a question.</summary>
    public static bool IsPreflight(HttpRequest request) => HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    public static Task AnswerAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = context.Request.Headers.Origin.ToString();
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = context.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = LongestKept;
        headers.Vary = "Origin";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Also of a refusal, which clears what was set before.</summary>
    public static void Allow(HttpResponse response, string origin) => response.OnStarting(() =>
    {
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.Append("Vary", "Origin");
        return Task.CompletedTask;
    });
}
