using System.Net;
using Assistant.Channels.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>Finds out who makes a request: by the site's secret, a token, or, on loopback where no secret is configured, by nothing.</summary>
internal sealed class RequestAccess(DirectLineTokens tokens, SiteSecret secret, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>A token, the secret, or, on this machine where no secret is configured, nobody in particular.</summary>
    public Caller Anyone(HttpContext context)
    {
        if (BearerOf(context) is { } bearer)
            return Of(context, bearer, TokenPurpose.User, TokenPurpose.Conversation);
        CheckOrigin(context, null);
        return !secret.IsSet && IsLocal(context) ? Caller.Anonymous : throw Refusal.MissingToken();
    }

    /// <summary>For requests that need a token or the secret.</summary>
    public Caller Bearer(HttpContext context) =>
        BearerOf(context) is { } bearer ? Of(context, bearer, TokenPurpose.User, TokenPurpose.Conversation) : throw Refusal.MissingToken();

    /// <summary>For addresses that carry their token as ?t=, or as above.</summary>
    public Caller BearerOrAddress(HttpContext context, params ReadOnlySpan<TokenPurpose> purposes) =>
        context.Request.Query["t"] is [{ Length: > 0 } text] ? Of(context, text, [.. purposes, TokenPurpose.User, TokenPurpose.Conversation]) : Bearer(context);

    public static string? BearerOf(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
    }

    /// <summary>A browser says which page sends a request: only our own and those that the token names, or else the operator, may. Such a page may read what is answered.</summary>
    public void CheckOrigin(HttpContext context, IReadOnlyList<string>? trusted)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || origin.Equals(OriginOf(context), StringComparison.OrdinalIgnoreCase))
            return;
        if (!(trusted is null ? options.Value.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase) : trusted.Contains(origin, StringComparer.OrdinalIgnoreCase)))
            throw Refusal.Forbidden(trusted is null
                ? IsOurOverTls(context, origin)
                    ? "The page was loaded by https and its requests came by http: a proxy in front ends the encryption and is not believed. An operator can add its address to Server:KnownProxies; it has to send X-Forwarded-Proto and X-Forwarded-For."
                    : "This web page may not call Direct Line here. An operator can add its origin to DirectLine:AllowedOrigins."
                : "The token is not for this web page: its trustedOrigins name others.");
        CrossOrigin.Allow(context.Response, origin);
    }

    private static bool IsOurOverTls(HttpContext context, string origin) =>
        context.Request.Scheme == Uri.UriSchemeHttp && origin.Equals($"{Uri.UriSchemeHttps}://{context.Request.Host.ToUriComponent()}", StringComparison.OrdinalIgnoreCase);

    /// <summary>The server's own address as the client sees it.</summary>
    public static string OriginOf(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}";

    private Caller Of(HttpContext context, string text, params ReadOnlySpan<TokenPurpose> purposes)
    {
        if (secret.MarkOf(text) is { } mark)
            return Caller.Site with { SecretMark = mark };
        var token = tokens.Read(text);
        if (token is null || !purposes.Contains(token.Purpose))
            throw new Refusal(403, "BadToken", "The token is not valid here.");
        // Before its time is looked at: its page has to be able to read that it has expired.
        CheckOrigin(context, token.Origins);
        if (tokens.IsExpired(token))
            throw new Refusal(403, "TokenExpired", "The token has expired.");
        if (!secret.Covers(token.SecretMark))
            throw new Refusal(403, "TokenExpired", "The token has ended with the secret by which it was got.");
        return new(token.User, token.Conversation, false) { Origins = token.Origins, SecretMark = token.SecretMark };
    }

    public static bool IsLocal(HttpContext context) => context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
}
