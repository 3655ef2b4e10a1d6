using System.Globalization;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>A person's conversations: list, search, rename, delete, stop, what is not answered yet.</summary>
internal sealed class ConversationListEndpoints(RequestAccess access, ConversationAccess opened, IConversations conversations, IConversationDirectory directory, IInbox inbox, IPersonalMemory memory, ILegalHolds holds)
{
    private const int LongestTitle = 200;
    private const int LongestSearch = 200;
    private const int UsualList = 200;
    private const int LongestList = 500;

    public async Task ListAsync(HttpContext context)
    {
        var user = PageUser.Of(access, context);
        var limit = LimitOf(context);
        var (tenant, channel, one) = (ConversationKey.DefaultTenant, ChannelIds.DirectLine, limit + 1);
        var found = context.Request.Query["after"].ToString() is { Length: > 0 } after
            ? await directory.OlderAsync(tenant, channel, user, PlaceOf(after), one, context.RequestAborted)
            : await directory.ListAsync(tenant, channel, user, null, one, context.RequestAborted);
        var shown = found.Take(limit).ToList();
        await WriteAsync(context, user, shown, found.Count > limit ? Place(shown[^1]) : null);
    }

    /// <summary>The words are in the body: addresses end in logs.</summary>
    public async Task SearchAsync(HttpContext context)
    {
        var user = PageUser.Of(access, context);
        var search = await NamedLine.ReadAsync(context, PageJson.Context.SearchBody, body => body.Search, "search", LongestSearch);
        await WriteAsync(context, user, await directory.ListAsync(ConversationKey.DefaultTenant, ChannelIds.DirectLine, user, search, LimitOf(context), context.RequestAborted), null);
    }

    private async Task WriteAsync(HttpContext context, string user, IEnumerable<ConversationSummary> found, string? next)
    {
        var body = new ConversationListBody([.. found.Select(each => new ConversationItem(each.Conversation.Id, each.Title, each.StartedAt, each.LastActivityAt) { Remembered = each.IsRemembered ? null : false })])
        {
            Next = next,
            MemoryPaused = await memory.IsPausedAsync(new ContentOwner(ConversationKey.DefaultTenant, user), context.RequestAborted) ? true : null,
        };
        await GuardedRoute.WriteJsonAsync(context, 200, body, PageJson.Context.ConversationListBody);
    }

    public async Task RenameAsync(HttpContext context)
    {
        var user = PageUser.Of(access, context);
        var title = await NamedLine.ReadAsync(context, PageJson.Context.RenameBody, body => body.Title, "title", LongestTitle);
        if (!await directory.RenameAsync(KeyOf(context), user, title, context.RequestAborted))
            throw Refusal.NotFound();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Its turn is stopped and its followers are told before its rows go, so that nothing is written behind them.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        var user = PageUser.Of(access, context);
        var key = KeyOf(context);
        if (await directory.FindAsync(key, context.RequestAborted) is not { } found || found.UserId != user)
            throw Refusal.NotFound();
        await holds.RefuseAsync(new ContentOwner(key.Tenant, user), context.RequestAborted);
        await holds.RefuseAsync(key, context.RequestAborted);
        opened.Ended(key.Id);
        try
        {
            await conversations.EndAsync(key, context.RequestAborted);
            if (!await directory.DeleteAsync(key, user, CancellationToken.None))
                throw Refusal.NotFound();
        }
        catch
        {
            opened.NotEnded(key.Id);
            throw;
        }
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task StopAsync(HttpContext context)
    {
        var key = await opened.OpenAsync(access.Bearer(context), KeyOf(context).Id, context.RequestAborted);
        await conversations.StopAsync(key, context.Request.Query["message"] is [{ Length: > 0 } message] ? message : null, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What is accepted and has no record yet: its turn runs or waits. A turn that was stopped is not among them, and has no answer.</summary>
    public async Task WaitingAsync(HttpContext context)
    {
        var key = await opened.OpenAsync(access.Bearer(context), KeyOf(context).Id, context.RequestAborted);
        var pending = await inbox.PendingAsync(key, 0, context.RequestAborted);
        await GuardedRoute.WriteJsonAsync(context, 200, new WaitingBody([.. pending.Select(each => each.Message.ActivityId)]), PageJson.Context.WaitingBody);
    }

    private static int LimitOf(HttpContext context) =>
        int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? Math.Min(asked, LongestList) : UsualList;

    private static string Place(ConversationSummary last) => string.Create(CultureInfo.InvariantCulture, $"{last.LastActivityAt.ToUnixTimeMilliseconds()}.{last.Conversation.Id}");

    private static ConversationPlace PlaceOf(string after)
    {
        if (after.Split('.', 2) is not [var at, { Length: > 0 } id] || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            throw Refusal.BadArgument("after is what an earlier list gave as next.");
        return new(DateTimeOffset.FromUnixTimeMilliseconds(ms), ConversationAccess.Key(id));
    }

    private static ConversationKey KeyOf(HttpContext context) => ConversationAccess.Key(ConversationEndpoints.IdOf(context));
}
