using System.Text.Json;
using Assistant.Conversations;
using Assistant.Notices;
using Microsoft.Extensions.Options;

namespace Assistant.Server.Web;

/// <summary>POST /api/operator/notices tells people something; GET /api/operator/notices/{id} says with whom it arrived (docs/notices.md).</summary>
internal static class NoticeEndpoints
{
    // A character may be six bytes of JSON.
    private const int BytesOfOthers = 16_384;
    private const int MostBytesACharacter = 6;

    public static void MapNotices(this WebApplication app, string key)
    {
        app.MapPost("/api/operator/notices", context => GuardAsync(context, key, SendAsync));
        app.MapGet("/api/operator/notices/{id}", context => GuardAsync(context, key, FindAsync));
    }

    private static async Task GuardAsync(HttpContext context, string key, Func<HttpContext, INotices, Task> handle)
    {
        if (!OperatorEndpoints.IsOperator(context.Request.Headers.Authorization.ToString(), key))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        try
        {
            await handle(context, context.RequestServices.GetRequiredService<INotices>());
        }
        catch (StorageUnavailableException)
        {
            await OperatorEndpoints.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The log cannot be reached. Send the same id again later: nobody is told twice.");
        }
    }

    private static async Task SendAsync(HttpContext context, INotices notices)
    {
        var most = BytesOfOthers + (long)MostBytesACharacter * context.RequestServices.GetRequiredService<IOptions<NoticesOptions>>().Value.MaxCharacters;
        if (context.Request.ContentLength is not { } length || length > most || await RequestAsync(context) is not { } request)
        {
            await OperatorEndpoints.RefuseAsync(context, StatusCodes.Status400BadRequest,
                "The body is {\"text\": \"Markdown\"} with one of \"user\", \"conversation\", \"channel\" or \"all\": true, and as wanted \"tenant\", \"id\", \"urgent\", \"language\", \"dryRun\"; with a Content-Length.");
            return;
        }
        var result = await notices.SendAsync(request, "operator", context.RequestAborted);
        if (result.Report is { } report)
        {
            context.Response.StatusCode = request.IsRehearsal ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
            await WriteAsync(context, report, withRecipients: false);
            return;
        }
        await OperatorEndpoints.RefuseAsync(context, result.Problem switch
        {
            NoticeProblem.OtherText => StatusCodes.Status409Conflict,
            NoticeProblem.NobodyKnown => StatusCodes.Status404NotFound,
            NoticeProblem.TooMany => StatusCodes.Status413PayloadTooLarge,
            _ => StatusCodes.Status400BadRequest,
        }, result.Detail ?? "");
    }

    private static async Task FindAsync(HttpContext context, INotices notices)
    {
        var query = context.Request.Query;
        var tenant = query["tenant"].ToString() is { Length: > 0 } named ? named : ConversationKey.DefaultTenant;
        if (await notices.FindAsync(tenant, (string)context.Request.RouteValues["id"]!, context.RequestAborted) is not { } report)
        {
            await OperatorEndpoints.RefuseAsync(context, StatusCodes.Status404NotFound, "There is no such notice, or nobody of those whom it was for is known any more.");
            return;
        }
        await WriteAsync(context, report, withRecipients: query["recipients"] == "true");
    }

    private static Task WriteAsync(HttpContext context, NoticeReport report, bool withRecipients) => context.Response.WriteAsJsonAsync(new
    {
        id = report.Id,
        recipients = report.Recipients.Count,
        sent = report.Count(NoticeState.Sent),
        waiting = report.Count(NoticeState.Waiting),
        failed = report.Count(NoticeState.Failed),
        optedOut = report.Count(NoticeState.OptedOut),
        missed = report.Count(NoticeState.Missed),
        unreachable = report.Unreachable,
        people = withRecipients
            ? report.Recipients.Select(recipient => new { user = recipient.User, channel = recipient.Conversation.Channel, conversation = recipient.Conversation.Id, state = JsonNamingPolicy.CamelCase.ConvertName(recipient.State.ToString()) }).ToArray()
            : [],
    });

    private static async Task<NoticeRequest?> RequestAsync(HttpContext context)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted);
            var target = new NoticeTarget(Text("tenant") ?? ConversationKey.DefaultTenant) { User = Text("user"), Conversation = Text("conversation"), Channel = Text("channel") };
            // Everybody is told only by a word of its own: a misspelt name must not tell all.
            var named = new[] { target.User, target.Conversation, target.Channel }.Count(name => name is not null) + (Is("all") ? 1 : 0);
            return named != 1 ? null : new NoticeRequest(target, body.GetProperty("text").GetString() ?? "") { Id = Text("id"), IsUrgent = Is("urgent"), Language = Text("language"), IsRehearsal = Is("dryRun") };

            string? Text(string name) => body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() is { Length: > 0 } text ? text : throw new JsonException() : null;
            bool Is(string name) => body.TryGetProperty(name, out var value) && value.GetBoolean();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
