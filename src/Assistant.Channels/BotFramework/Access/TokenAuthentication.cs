using System.Collections.Frozen;
using Assistant.Channels.BotFramework.Access.Keys;
using Assistant.Channels.BotFramework.Inbound;
using Assistant.Conversations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Channels.BotFramework.Access;

/// <summary>
/// Tokens of the Bot Connector, of the Emulator and of other bots. What a token says of itself is looked at first, as it is cheap and needs no key; its signature next;
/// and what it says of the activity once that is read. Every refusal is the same to its sender.
/// </summary>
internal sealed class TokenAuthentication(AppRegistrations apps, SigningKeys keys, IOptions<BotFrameworkOptions> options, TimeProvider time) : IInboundAuthenticator
{
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = BearerToken.Longest, MapInboundClaims = false };
    private readonly VerifiedSignatures _verified = new();
    private readonly TimeSpan _skew = options.Value.ClockSkew;

    public async ValueTask<CallerCheck> CheckAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!BearerToken.TryRead(context.Request.Headers.Authorization, out var token, out var reason))
            return reason;
        try
        {
            return await CheckAsync(token, cancellationToken);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or SecurityTokenException or System.Text.Json.JsonException)
        {
            // A claim of the wrong kind, such as a time that is none.
            return RefusalReason.Malformed;
        }
    }

    public RefusalReason? Refuse(InboundCaller caller, IncomingActivity activity)
    {
        if (caller.Kind == CallerKind.Channel)
        {
            if (!caller.Endorsements.Contains(activity.ChannelId))
                return RefusalReason.NotEndorsed;
            if (!string.Equals(caller.ServiceUrl, activity.ServiceUrl.OriginalString, StringComparison.OrdinalIgnoreCase))
                return RefusalReason.WrongServiceUrl;
        }
        if (caller.App is { AllowedTenants: { Count: > 0 } allowed } && (activity.ChannelId == ChannelIds.Teams && activity.Tenants.Count == 0 || activity.Tenants.Any(tenant => !allowed.Contains(tenant))))
            return RefusalReason.TenantNotAllowed;
        return null;
    }

    private async ValueTask<CallerCheck> CheckAsync(JsonWebToken token, CancellationToken cancellationToken)
    {
        if (token.Audiences.Take(2).ToArray() is not [var audience] || apps.Find(audience) is not { } app)
            return RefusalReason.WrongAudience;
        var isChannel = string.Equals(token.Issuer, app.ChannelIssuer, StringComparison.Ordinal);
        string? tenant = null;
        if (!isChannel && !app.EntraIssuers.TryGetValue(token.Issuer, out tenant))
            return RefusalReason.WrongIssuer;
        if (Lifetime(token) is { } untimely)
            return untimely;
        if (await keys.Of(isChannel ? app.ChannelMetadata : app.EntraMetadata).FindAsync(token.Kid, cancellationToken) is not { } key)
            return RefusalReason.UnknownKey;
        if (!await IsSignedAsync(token, audience, key))
            return RefusalReason.BadSignature;
        return isChannel ? new CallerCheck(new(CallerKind.Channel, app, key.Endorsements, Claim(token, "serviceurl"))) : CallerOf(token, tenant!, app, key);
    }

    private RefusalReason? Lifetime(JsonWebToken token)
    {
        var now = time.GetUtcNow().UtcDateTime;
        // A token without an end is one that has ended.
        if (!token.TryGetPayloadValue<long>(JwtRegisteredClaimNames.Exp, out _) || token.ValidTo.Add(_skew) <= now)
            return RefusalReason.Expired;
        return token.ValidFrom != DateTime.MinValue && token.ValidFrom.Subtract(_skew) > now ? RefusalReason.NotYetValid : null;
    }

    private async ValueTask<bool> IsSignedAsync(JsonWebToken token, string audience, SigningKey key)
    {
        if (_verified.Has(token.EncodedToken, key))
            return true;
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = BearerToken.Algorithms,
            IssuerSigningKey = key.Key,
            ValidIssuer = token.Issuer,
            ValidAudience = audience,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            // Looked at before, by the injected clock.
            LifetimeValidator = (_, _, _, _) => true,
            LogValidationExceptions = false,
        });
        if (result.IsValid)
            _verified.Add(token.EncodedToken, key);
        return result.IsValid;
    }

    /// <summary>Entra's tokens: the app's own (the Emulator holds its credential), or another bot's.</summary>
    private static CallerCheck CallerOf(JsonWebToken token, string tenant, AppRegistration app, SigningKey key)
    {
        if (Claim(token, "tid") is not { } tokenTenant || !tokenTenant.Equals(tenant, StringComparison.OrdinalIgnoreCase))
            return RefusalReason.WrongIssuingTenant;
        if (key.Issuer is { } issuer && !issuer.Contains("{tenantid}", StringComparison.OrdinalIgnoreCase) && !issuer.Contains(tokenTenant, StringComparison.OrdinalIgnoreCase))
            return RefusalReason.WrongIssuingTenant;
        var caller = Claim(token, "ver") switch
        {
            "1.0" => Claim(token, "appid"),
            "2.0" => Claim(token, "azp"),
            _ => null,
        };
        if (caller is null)
            return RefusalReason.CallerNotAllowed;
        if (caller.Equals(app.Id, StringComparison.OrdinalIgnoreCase))
            return new CallerCheck(new(CallerKind.Emulator, app, FrozenSet<string>.Empty, null));
        return app.AllowedCallers.Contains(caller)
            ? new CallerCheck(new(CallerKind.Skill, app, FrozenSet<string>.Empty, null) { BotId = caller.ToLowerInvariant() })
            : RefusalReason.CallerNotAllowed;
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) && value.Length > 0 ? value : null;
}
