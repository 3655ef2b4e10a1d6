using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Access;
using static Assistant.Tests.Channels.BotFramework.Tokens.SignedToken;
using static Assistant.Tests.Channels.BotFramework.Tokens.TokenWorld;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>This part: well signed, but for another app, by another issuer, at another time, for another channel, address or tenant.</summary>
internal sealed partial class TokenCorpus
{
    private IEnumerable<TokenCase> Audiences()
    {
        foreach (var audience in new JsonNode?[]
        {
            null, "", OtherBot, $"{App}x", $" {App}", $"api://{App}", "https://api.botframework.com", "*", 7, new JsonArray(), new JsonArray(OtherBot), new JsonArray(App, OtherBot), new JsonArray(OtherBot, App), new JsonObject { ["id"] = App },
        })
            yield return Channel($"audience {audience?.ToJsonString() ?? "missing"}", IsOfAKind(audience) || audience is JsonArray ? RefusalReason.WrongAudience : RefusalReason.Malformed, ("aud", audience));
    }

    private IEnumerable<TokenCase> Issuers()
    {
        foreach (var issuer in new JsonNode?[]
        {
            null, "", "https://api.botframework.com/", "http://api.botframework.com", "HTTPS://API.BOTFRAMEWORK.COM", "https://api.botframework.com.example.com", "https://user@api.botframework.com", " https://api.botframework.com",
            "https://api.botframework.us", "https://login.botframework.com", "https://api.botframework.com#", new JsonArray("https://example.com", "https://api.botframework.com"), 1,
        })
            yield return Channel($"issuer {issuer?.ToJsonString() ?? "missing"}", IsOfAKind(issuer) ? RefusalReason.WrongIssuer : RefusalReason.Malformed, ("iss", issuer));
        yield return Bearer("public issuer for a government app", Make(Header(world.First), ChannelClaims(serviceUrl, now, GovernmentApp), Rsa(world.First)), RefusalReason.WrongIssuer);
        foreach (var issuer in new[] { $"https://sts.windows.net/{OtherTenant}/", $"https://login.microsoftonline.com/{OtherTenant}/v2.0", $"https://sts.windows.net/{Shared}", $"https://login.microsoftonline.com/{Shared}/v1.0", $"https://login.microsoftonline.com/{Shared}/v2.0/", "https://login.microsoftonline.com/common/v2.0" })
            yield return FromEntra($"Entra issuer {issuer}", RefusalReason.WrongIssuer, EntraClaims(now).With(("iss", issuer)));
        yield return FromEntra("shared tenant for a single-tenant app", RefusalReason.WrongIssuer, EntraClaims(now, OwnApp));
        yield return FromEntra("public tenant for a government app", RefusalReason.WrongIssuer, EntraClaims(now, GovernmentApp));
        yield return Bearer("channel's key for Entra's issuer", Make(Header(world.First), EntraClaims(now), Rsa(world.First)), RefusalReason.UnknownKey);
    }

    private IEnumerable<TokenCase> Times()
    {
        foreach (var ago in new[] { TimeSpan.FromMinutes(5.1), TimeSpan.FromHours(1), TimeSpan.FromDays(365) })
            yield return Channel($"ended {ago} ago", RefusalReason.Expired, ("exp", (now - ago).ToUnixTimeSeconds()), ("nbf", (now - ago).AddHours(-1).ToUnixTimeSeconds()));
        foreach (var ahead in new[] { TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromDays(365) })
            yield return Channel($"begins in {ahead}", RefusalReason.NotYetValid, ("nbf", (now + ahead).ToUnixTimeSeconds()), ("exp", (now + ahead).AddHours(1).ToUnixTimeSeconds()));
        yield return Channel("no end", RefusalReason.Expired, ("exp", null));
        yield return Channel("end is 0", RefusalReason.Expired, ("exp", 0));
        yield return Channel("end before all time", RefusalReason.Expired, ("exp", -1));
        foreach (var end in new JsonNode[] { "never", true, new JsonArray(now.AddHours(1).ToUnixTimeSeconds()), new JsonObject() })
            yield return Channel($"end is {end.ToJsonString()}", RefusalReason.Malformed, ("exp", end));
        yield return FromEntra("Entra, ended", RefusalReason.Expired, EntraClaims(now).With(("exp", now.AddMinutes(-6).ToUnixTimeSeconds())));
    }

    private IEnumerable<TokenCase> Endorsements()
    {
        foreach (var channel in new[] { "slack", "emulator", "WebChat", "webcha", "webchat2", "agents" })
            yield return Bearer($"not endorsed: {channel}", Good, RefusalReason.NotEndorsed) with { Channel = channel };
        yield return Bearer("key without endorsements", Make(Header(world.Bare), Claims, Rsa(world.Bare)), RefusalReason.NotEndorsed);
        yield return Bearer("endorsed by another key", Make(Header(world.Second), Claims, Rsa(world.Second)), RefusalReason.NotEndorsed) with { Channel = "directline" };
    }

    private IEnumerable<TokenCase> ServiceUrls()
    {
        foreach (var url in new JsonNode?[]
        {
            null, "", $"{serviceUrl}/", $"{serviceUrl}x", serviceUrl[..^1], "https://example.com/", "http://169.254.169.254/", $" {serviceUrl}", new JsonArray(serviceUrl), 7,
        })
            yield return Channel($"serviceUrl {url?.ToJsonString() ?? "missing"}", RefusalReason.WrongServiceUrl, ("serviceurl", url));
        yield return Bearer("serviceUrl under another name", Make(Header(world.First), Claims.With(("serviceurl", null), ("serviceUrl", serviceUrl)), Rsa(world.First)), RefusalReason.WrongServiceUrl);
        foreach (var elsewhere in new[] { "https://example.com/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://127.0.0.1:1/", "http://[::1]/" })
            yield return Channel($"not on the allow-list: {elsewhere}", RefusalReason.ServiceUrlNotAllowed, ("serviceurl", elsewhere)) with { ServiceUrl = elsewhere };
        yield return FromEntra("Emulator, not on the allow-list", RefusalReason.ServiceUrlNotAllowed, EntraClaims(now)) with { ServiceUrl = "http://127.0.0.1:1/" };
    }

    private IEnumerable<TokenCase> Callers() =>
    [
        FromEntra("another bot", RefusalReason.CallerNotAllowed, EntraClaims(now, caller: OtherBot)),
        FromEntra("another bot, version 1", RefusalReason.CallerNotAllowed, EntraClaims(now).With(("iss", $"https://sts.windows.net/{Shared}/"), ("ver", "1.0"), ("azp", null), ("appid", OtherBot))),
        FromEntra("a bot that is not on the list", RefusalReason.CallerNotAllowed, EntraClaims(now, OwnApp, Tenant, App)),
        FromEntra("no caller", RefusalReason.CallerNotAllowed, EntraClaims(now).With(("azp", null))),
        FromEntra("version 2 with the claim of version 1", RefusalReason.CallerNotAllowed, EntraClaims(now).With(("azp", null), ("appid", App))),
        FromEntra("version 1 with the claim of version 2", RefusalReason.CallerNotAllowed, EntraClaims(now).With(("ver", "1.0"))),
        FromEntra("no version", RefusalReason.CallerNotAllowed, EntraClaims(now).With(("ver", null), ("azp", null), ("appid", App))),
        FromEntra("version 3", RefusalReason.CallerNotAllowed, EntraClaims(now).With(("ver", "3.0"))),
        FromEntra("callers in a list", RefusalReason.Malformed, EntraClaims(now).With(("azp", new JsonArray(OtherBot, App)))),
        FromEntra("audience of the connector", RefusalReason.WrongAudience, EntraClaims(now).With(("aud", "https://api.botframework.com"))),
        FromEntra("tenant missing", RefusalReason.WrongIssuingTenant, EntraClaims(now).With(("tid", null))),
        FromEntra("tenant other than the issuer's", RefusalReason.WrongIssuingTenant, EntraClaims(now).With(("tid", OtherTenant))),
        Bearer("key of another tenant", Make(Header(world.Bound), EntraClaims(now), Rsa(world.Bound)), RefusalReason.WrongIssuingTenant),
    ];

    private IEnumerable<TokenCase> Tenants()
    {
        var own = Make(Header(world.First), ChannelClaims(serviceUrl, now, OwnApp), Rsa(world.First));
        yield return Bearer("people of another tenant", own, RefusalReason.TenantNotAllowed) with { Channel = "msteams", Tenant = OtherTenant };
        yield return Bearer("people of another tenant, in channelData", own, RefusalReason.TenantNotAllowed) with { Channel = "msteams", ChannelTenant = OtherTenant };
        yield return Bearer("two tenants", own, RefusalReason.TenantNotAllowed) with { Channel = "msteams", Tenant = Tenant, ChannelTenant = OtherTenant };
        yield return Bearer("no tenant in Teams", own, RefusalReason.TenantNotAllowed) with { Channel = "msteams" };
        yield return FromEntra("another bot for another tenant", RefusalReason.TenantNotAllowed, EntraClaims(now, OwnApp, Tenant, OtherBot)) with { Tenant = OtherTenant };
    }

    /// <summary>Text or nothing: what is wrong is what it says, not that it is no text.</summary>
    private static bool IsOfAKind(JsonNode? claim) => claim is null || claim.GetValueKind() == System.Text.Json.JsonValueKind.String;

    private TokenCase FromEntra(string name, RefusalReason? refusal, JsonObject claims) => Bearer(name, Make(Header(world.Entra), claims, Rsa(world.Entra)), refusal);
}
