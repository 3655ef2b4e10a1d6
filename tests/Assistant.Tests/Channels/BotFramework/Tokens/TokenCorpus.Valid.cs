using System.Security.Cryptography;
using static Assistant.Tests.Channels.BotFramework.Tokens.SignedToken;
using static Assistant.Tests.Channels.BotFramework.Tokens.TokenWorld;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>This part: good ones.</summary>
internal sealed partial class TokenCorpus
{
    public IEnumerable<TokenCase> Valid()
    {
        yield return Bearer("channel", Good, null);
        yield return Bearer("channel, other key", Make(Header(world.Second), Claims, Rsa(world.Second)), null);
        yield return Case("scheme in small letters", $"bearer {Good}", null);
        foreach (var (algorithm, hash) in new[] { ("RS384", HashAlgorithmName.SHA384), ("RS512", HashAlgorithmName.SHA512) })
            yield return Bearer(algorithm, Make(Header(world.First).With(("alg", algorithm)), Claims, Rsa(world.First, hash)), null);
        yield return Bearer("without typ", Make(Header(world.First).With(("typ", null)), Claims, Rsa(world.First)), null);
        foreach (var channel in new[] { "msteams", "webchat", "directline" })
            yield return Bearer($"endorsed: {channel}", Good, null) with { Channel = channel, Tenant = OtherTenant };
        yield return Channel("ended less than the skew ago", null, ("exp", now.AddMinutes(-2).ToUnixTimeSeconds()), ("nbf", now.AddHours(-1).ToUnixTimeSeconds()));
        yield return Channel("begins within the skew", null, ("nbf", now.AddMinutes(4).ToUnixTimeSeconds()));
        yield return Channel("without a beginning", null, ("nbf", null));
        yield return Channel("serviceUrl in other case", null, ("serviceurl", serviceUrl.ToUpperInvariant()));
        yield return Channel("audience in a list of one", null, ("aud", new System.Text.Json.Nodes.JsonArray(App)));
        yield return Channel("audience in capitals", null, ("aud", App.ToUpperInvariant()));
        yield return Channel("long but not too long", null, ("more", new string('x', 5_000)));
        yield return Bearer("single-tenant app, its own people", Make(Header(world.First), ChannelClaims(serviceUrl, now, OwnApp), Rsa(world.First)), null) with { Channel = "msteams", Tenant = Tenant, ChannelTenant = Tenant };
        yield return Bearer("single-tenant app, channel without tenants", Make(Header(world.First), ChannelClaims(serviceUrl, now, OwnApp), Rsa(world.First)), null);
        yield return Bearer("government", Make(Header(world.First), ChannelClaims(serviceUrl, now, GovernmentApp, "https://api.botframework.us"), Rsa(world.First)), null);
        foreach (var tenant in new[] { Shared, "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "69e9b82d-4842-4902-8d1e-abc5b98a55e8" })
        {
            yield return FromEntra($"Emulator, version 2, {tenant}", null, EntraClaims(now, tenant: tenant)) with { Channel = "emulator" };
            yield return FromEntra($"Emulator, version 1, {tenant}", null, EntraClaims(now, tenant: tenant).With(("iss", $"https://sts.windows.net/{tenant}/"), ("ver", "1.0"), ("azp", null), ("appid", App))) with { Channel = "emulator" };
        }
        yield return FromEntra("Emulator of a single-tenant app", null, EntraClaims(now, OwnApp, Tenant)) with { Channel = "emulator" };
        yield return FromEntra("Emulator, government", null, EntraClaims(now, GovernmentApp, "cab8a31a-1906-4287-a0d8-4eef66b95f6e").With(("iss", "https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0"))) with { Channel = "emulator" };
        yield return FromEntra("a bot that may call", null, EntraClaims(now, OwnApp, Tenant, OtherBot)) with { Channel = "msteams", Tenant = Tenant };
    }
}
