using System.Security.Cryptography;
using Assistant.Channels.DirectLine.Access;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>Gives a browser its identity: a random user id in a signed cookie that only the server reads, and a short-lived token to work with.</summary>
internal sealed class SessionEndpoint(RequestAccess access, DirectLineTokens tokens, SiteSecret secret)
{
    public async Task OpenAsync(HttpContext context)
    {
        access.CheckOrigin(context, null);
        var cookie = PageCookie.Read(context, tokens);
        if (!MaySignIn(context, cookie))
            throw new Refusal(401, "SignInRequired", "This site asks for its access key: send it as Authorization: Bearer KEY.");
        var user = cookie?.User ?? $"dl_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        PageCookie.Write(context, tokens.Write(TokenPurpose.Session, user, null, secretMark: secret.Mark));
        var session = new SessionBody(user, tokens.Write(TokenPurpose.User, user, null), tokens.ExpiresIn);
        await GuardedRoute.WriteJsonAsync(context, 200, session, PageJson.Context.SessionBody);
    }

    private bool MaySignIn(HttpContext context, DirectLineToken? cookie) =>
        RequestAccess.BearerOf(context) is { } shown && secret.Is(shown)
        || (secret.IsSet ? cookie is not null && cookie.SecretMark == secret.Mark : RequestAccess.IsLocal(context));
}
