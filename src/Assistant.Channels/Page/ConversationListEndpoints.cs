using System.Globalization;
using Assistant.Channels.DirectLine;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>A person's conversations: list, search, rename, delete, stop.</summary>
internal sealed class ConversationListEndpoints(RequestAccess access, ConversationAccess opened, IConversations conversations, IConversationDirectory directory, IPersonalMemory memory, ILegalHolds holds)
{
    private const int LongestTitle = 200;
    private const int LongestSearch = 200;
    private const int LongestList = 500;

    public async Task ListAsync(HttpContext context)
    {
        var user = PageUser.Of(access, context);
        var search = context.Request.Query["search"].ToString();
        if (search.Length > LongestSearch)
            throw Refusal.TooLarge("search", LongestSearch, "characters");
        var limit = int.TryParse(context.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? Math.Min(asked, LongestList) : 200;
        var found = await directory.ListAsync(ConversationKey.DefaultTenant, ConversationAccess.Channel, user, search.Length == 0 ? null : search, limit, context.RequestAborted);
        var body = new ConversationListBody([.. found.Select(each => new ConversationItem(each.Conversation.Id, each.Title, each.StartedAt, each.LastActivityAt) { Remembered = each.IsRemembered ? null : false })])
        {
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
        opened.Ended(key.Id);
        await conversations.EndAsync(key, context.RequestAborted);
        if (!await directory.DeleteAsync(key, user, CancellationToken.None))
            throw Refusal.NotFound();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task StopAsync(HttpContext context)
    {
        var key = await opened.OpenAsync(access.Bearer(context), KeyOf(context).Id, context.RequestAborted);
        await conversations.StopAsync(key, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static ConversationKey KeyOf(HttpContext context) => ConversationAccess.Key(ConversationEndpoints.IdOf(context));
}
