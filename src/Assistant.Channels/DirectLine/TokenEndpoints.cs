using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.DirectLine.Inbound;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.DirectLine;

/// <summary>tokens/generate and tokens/refresh.</summary>
internal sealed class TokenEndpoints(RequestAccess access, ConversationAccess conversations, DirectLineTokens tokens, ConversationIds ids)
{
    /// <summary>A token for one new conversation, optionally of a person that the body names ({"user":{"id":"dl_..."},"trustedOrigins":[...]}).</summary>
    public async Task GenerateAsync(HttpContext context)
    {
        var caller = access.Anyone(context);
        if (caller is { IsSite: false, IsAnonymous: false })
            throw Refusal.Forbidden("Tokens are made with the site's secret; a token is renewed by tokens/refresh.");
        var (user, origins) = await TokenRequest.ReadAsync(context.Request, anyUser: false, context.RequestAborted);
        var conversation = ids.Create(user);
        await GrantAsync(context, new(conversation, tokens.Write(TokenPurpose.Conversation, user, conversation, origins, caller.SecretMark), tokens.ExpiresIn));
    }

    /// <summary>The same token with a new time; the old one must not have expired, nor its conversation have ended.</summary>
    public async Task RefreshAsync(HttpContext context)
    {
        var caller = access.Bearer(context);
        if (caller.IsSite)
            throw Refusal.BadArgument("The secret does not expire; send a token.");
        // For one that has ended there is nothing to renew.
        if (caller.Conversation is { } conversation)
            await conversations.OpenAsync(caller, conversation, context.RequestAborted);
        var purpose = caller.Conversation is null ? TokenPurpose.User : TokenPurpose.Conversation;
        await GrantAsync(context, new(caller.Conversation, tokens.Write(purpose, caller.User, caller.Conversation, caller.Origins, caller.SecretMark), tokens.ExpiresIn));
    }

    private static Task GrantAsync(HttpContext context, GrantBody grant) => GuardedRoute.WriteJsonAsync(context, 200, grant, DirectLineJson.Default.GrantBody);
}
