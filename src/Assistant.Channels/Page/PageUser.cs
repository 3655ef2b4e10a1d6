using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Assistant.Conversations;
using Assistant.Privacy;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>Whose page it is that asks: what is a person's own needs their user token.</summary>
internal static class PageUser
{
    public static string Of(RequestAccess access, HttpContext context) =>
        access.Bearer(context) is { IsUser: true, User: { } user } ? user : throw Refusal.Forbidden("This needs a user's token, which POST /api/page/session gives.");

    public static ContentOwner PersonOf(RequestAccess access, HttpContext context) => new(ConversationKey.DefaultTenant, Of(access, context));
}
