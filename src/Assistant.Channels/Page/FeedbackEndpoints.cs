using System.Text.Json;
using Assistant.Audit;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>What the person thinks of the answers of a conversation.</summary>
internal sealed class FeedbackEndpoints(RequestAccess access, ConversationAccess opened, IFeedbackLog log)
{
    private const int LongestBody = 32 * 1024;
    private const int LongestReason = 2_000;

    public async Task ListAsync(HttpContext context)
    {
        var (key, user) = await AddressedAsync(context);
        var given = await log.OfAsync(key, user, context.RequestAborted);
        var body = new FeedbackListBody([.. given.Where(each => each.Rating is not null).Select(each => new FeedbackItem(each.AnswerId, each.Rating, each.Reason))]);
        await GuardedRoute.WriteJsonAsync(context, 200, body, PageJson.Context.FeedbackListBody);
    }

    public async Task GiveAsync(HttpContext context)
    {
        var (key, user) = await AddressedAsync(context);
        var answer = context.Request.RouteValues["answer"] as string ?? "";
        var given = Read(await RequestBody.ReadAsync(context.Request, LongestBody, context.RequestAborted));
        if (await log.ChangeAsync(key, answer, user, feedback => feedback with { Rating = given.Rating, Reason = given.Reason }, context.RequestAborted) == FeedbackOutcome.UnknownAnswer)
            throw Refusal.NotFound("There is no such answer in this conversation.");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task<(ConversationKey Key, string User)> AddressedAsync(HttpContext context)
    {
        var caller = access.Bearer(context);
        var key = await opened.OpenAsync(caller, ConversationEndpoints.IdOf(context), context.RequestAborted);
        return (key, caller.User ?? throw Refusal.Forbidden("This needs a token that names its user."));
    }

    private static FeedbackBody Read(byte[] json)
    {
        FeedbackBody? body;
        try
        {
            body = JsonSerializer.Deserialize(json, PageJson.Context.FeedbackBody);
        }
        catch (JsonException)
        {
            throw Refusal.BadArgument("The body must be JSON: rating is like, dislike or null; reason is text.");
        }
        var reason = body?.Reason?.Trim();
        if (reason?.Length > LongestReason)
            throw Refusal.TooLarge("reason", LongestReason, "characters");
        return new(body?.Rating, body?.Rating is null || reason is not { Length: > 0 } ? null : reason);
    }
}
