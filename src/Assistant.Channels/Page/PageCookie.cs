using Assistant.Channels.DirectLine.Access;
using Microsoft.AspNetCore.Http;

namespace Assistant.Channels.Page;

/// <summary>The cookie that holds a browser's signed identity.</summary>
internal static class PageCookie
{
    private const string Name = "assistant";
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(400);

    /// <summary>Null when there is none, or it is not ours.</summary>
    public static DirectLineToken? Read(HttpContext context, DirectLineTokens tokens) =>
        context.Request.Cookies[Name] is { Length: > 0 } text && tokens.Read(text) is { Purpose: TokenPurpose.Session, User: not null } token && !tokens.IsExpired(token) ? token : null;

    public static void Write(HttpContext context, string value) => context.Response.Cookies.Append(Name, value, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = s_kept,
        IsEssential = true,
    });
}
