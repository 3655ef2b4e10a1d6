using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Assistant.Channels.BotFramework.Access;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using static Assistant.Tests.Channels.BotFramework.Tokens.SignedToken;
using static Assistant.Tests.Channels.BotFramework.Tokens.TokenWorld;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>Tokens as attackers and broken senders make them, and good ones. This part: what is wrong with the header, the form, the algorithm, the key.</summary>
/// <param name="serviceUrl">The connector of all of them, which the server allows.</param>
internal sealed partial class TokenCorpus(TokenWorld world, string serviceUrl, DateTimeOffset now)
{
    private JsonObject Claims => ChannelClaims(serviceUrl, now);

    private string Good => Make(Header(world.First), Claims, Rsa(world.First));

    public IEnumerable<TokenCase> Forged() =>
        [.. Headers(), .. Shapes(), .. Lengths(), .. Algorithms(), .. Keys(), .. Audiences(), .. Issuers(), .. Times(), .. Endorsements(), .. ServiceUrls(), .. Callers(), .. Tenants()];

    private TokenCase Case(string name, StringValues authorization, RefusalReason? refusal) => new(name, authorization, refusal) { ServiceUrl = serviceUrl };

    private TokenCase Bearer(string name, string token, RefusalReason? refusal) => Case(name, $"Bearer {token}", refusal);

    private TokenCase Channel(string name, RefusalReason? refusal, params (string Name, JsonNode? Value)[] changes) =>
        Bearer(name, Make(Header(world.First), Claims.With(changes), Rsa(world.First)), refusal);

    private IEnumerable<TokenCase> Headers() =>
    [
        Case("no header", StringValues.Empty, RefusalReason.NoToken), Case("empty header", "", RefusalReason.NoToken), Case("scheme alone", "Bearer", RefusalReason.NoToken), Case("scheme and space", "Bearer ", RefusalReason.NoToken),
        Case("no scheme", Good, RefusalReason.NoToken), Case("basic", "Basic dXNlcjpwYXNz", RefusalReason.NoToken), Case("other scheme", $"Token {Good}", RefusalReason.NoToken), Case("colon", $"Bearer: {Good}", RefusalReason.NoToken),
        Case("two spaces", $"Bearer  {Good}", RefusalReason.Malformed), Case("tab", $"Bearer\t{Good}", RefusalReason.NoToken), Case("two tokens", $"Bearer {Good} {Good}", RefusalReason.Malformed),
        Case("comma", $"Bearer {Good}, Bearer {Good}", RefusalReason.Malformed), Case("quotes", $"Bearer \"{Good}\"", RefusalReason.Malformed), Case("two headers", new StringValues([$"Bearer {Good}", $"Bearer {Good}"]), RefusalReason.NoToken),
        Case("scheme twice", $"Bearer Bearer {Good}", RefusalReason.Malformed),
    ];

    private IEnumerable<TokenCase> Shapes()
    {
        var (token, parts) = (Good, Good.Split('.'));
        foreach (var eighth in Enumerable.Range(1, 7))
            yield return Bearer($"cut after {eighth}/8", token[..(token.Length * eighth / 8)], null) with { Refusal = token[..(token.Length * eighth / 8)].Count(c => c == '.') == 2 ? RefusalReason.BadSignature : RefusalReason.Malformed };
        yield return Bearer("last character missing", token[..^1], RefusalReason.BadSignature);
        yield return Bearer("without signature", $"{parts[0]}.{parts[1]}", RefusalReason.Malformed);
        yield return Bearer("empty signature", $"{parts[0]}.{parts[1]}.", RefusalReason.Malformed);
        yield return Bearer("empty header part", $".{parts[1]}.{parts[2]}", RefusalReason.Malformed);
        yield return Bearer("empty claims part", $"{parts[0]}..{parts[2]}", RefusalReason.Malformed);
        yield return Bearer("dots alone", "..", RefusalReason.Malformed);
        yield return Bearer("four parts", $"{token}.{parts[2]}", RefusalReason.Malformed);
        yield return Bearer("five parts, as if encrypted", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}", RefusalReason.Malformed);
        yield return Bearer("header that is no JSON", Make("{\"alg\":\"RS256\"", Claims.ToJsonString(), Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("claims that are no JSON", Make(Header(world.First).ToJsonString(), "{\"iss\":", Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("claims that are a list", Make(Header(world.First).ToJsonString(), "[]", Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("claims that are text", Make(Header(world.First).ToJsonString(), "\"iss\"", Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("header that is a list", Make("[]", Claims.ToJsonString(), Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("padding", $"{parts[0]}=.{parts[1]}.{parts[2]}", RefusalReason.Malformed);
        yield return Bearer("other base64 alphabet", $"{parts[0]}.{parts[1]}.{parts[2][..^4]}+/+/", RefusalReason.Malformed);
        yield return Bearer("letters of other scripts", $"{parts[0]}.{parts[1]}.{parts[2][..^1]}\u00e4", RefusalReason.Malformed);
        yield return Bearer("encrypted header", Make(Header(world.First).With(("enc", "A128GCM")), Claims, Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("other type", Make(Header(world.First).With(("typ", "dpop+jwt")), Claims, Rsa(world.First)), RefusalReason.Malformed);
        foreach (var at in new[] { 0, parts[2].Length / 2, parts[2].Length - 3 })
            yield return Bearer($"signature changed at {at}", $"{parts[0]}.{parts[1]}.{Changed(parts[2], at)}", RefusalReason.BadSignature);
        yield return Bearer("signature of other claims", $"{parts[0]}.{Encode(Claims.With(("sub", "someone")).ToJsonString())}.{parts[2]}", RefusalReason.BadSignature);
        yield return Bearer("signature of zeros", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}", RefusalReason.BadSignature);
        yield return Bearer("signature of one byte", $"{parts[0]}.{parts[1]}.AA", RefusalReason.BadSignature);
    }

    private IEnumerable<TokenCase> Lengths() =>
    [
        Channel("9,000 characters", RefusalReason.TooLong, ("more", new string('x', 6_600))), Channel("24,000 characters", RefusalReason.TooLong, ("more", new string('x', 17_500))),
        Bearer("8,193 characters", new string('A', BearerToken.Longest + 1), RefusalReason.TooLong), Bearer("20,000 dots", new string('.', 20_000), RefusalReason.TooLong), Bearer("8,192 dots", new string('.', BearerToken.Longest), RefusalReason.Malformed),
        Bearer("deep claims", Make(Header(world.First).ToJsonString(), $"{{\"x\":{new string('[', 1_500)}{new string(']', 1_500)}}}", Rsa(world.First)), RefusalReason.Malformed),
    ];

    private IEnumerable<TokenCase> Algorithms()
    {
        foreach (var none in new[] { "none", "None", "NONE", "nOnE" })
        {
            yield return Bearer($"{none}, no signature", Make(Header(world.First).With(("alg", none)), Claims, Nothing), RefusalReason.Malformed);
            yield return Bearer($"{none}, with a signature", Make(Header(world.First).With(("alg", none)), Claims, Rsa(world.First)), RefusalReason.WrongAlgorithm);
        }
        foreach (var (name, secret) in new (string, byte[])[]
        {
            ("PEM", System.Text.Encoding.ASCII.GetBytes(world.First.Rsa.ExportSubjectPublicKeyInfoPem())), ("DER", world.First.Rsa.ExportSubjectPublicKeyInfo()), ("PKCS 1", world.First.Rsa.ExportRSAPublicKey()),
            ("modulus", world.First.Rsa.ExportParameters(false).Modulus!), ("published JSON", System.Text.Encoding.UTF8.GetBytes(world.First.Published().ToJsonString())), ("nothing", []),
        })
            yield return Bearer($"HS256 with the public key as {name}", Make(Header(world.First).With(("alg", "HS256")), Claims, Hmac(secret)), RefusalReason.WrongAlgorithm);
        yield return Bearer("HS384 with the public key", Make(Header(world.First).With(("alg", "HS384")), Claims, Hmac(world.First.Rsa.ExportSubjectPublicKeyInfo(), HashAlgorithmName.SHA384)), RefusalReason.WrongAlgorithm);
        yield return Bearer("HS512 with the public key", Make(Header(world.First).With(("alg", "HS512")), Claims, Hmac(world.First.Rsa.ExportSubjectPublicKeyInfo(), HashAlgorithmName.SHA512)), RefusalReason.WrongAlgorithm);
        yield return Bearer("RS256 that is HS256", Make(Header(world.First), Claims, Hmac(world.First.Rsa.ExportSubjectPublicKeyInfo())), RefusalReason.BadSignature);
        yield return Bearer("PS256 by the right key", Make(Header(world.First).With(("alg", "PS256")), Claims, Rsa(world.First, padding: RSASignaturePadding.Pss)), RefusalReason.WrongAlgorithm);
        yield return Bearer("RS256 that is PS256", Make(Header(world.First), Claims, Rsa(world.First, padding: RSASignaturePadding.Pss)), RefusalReason.BadSignature);
        yield return Bearer("RS384 that is RS256", Make(Header(world.First).With(("alg", "RS384")), Claims, Rsa(world.First)), RefusalReason.BadSignature);
        yield return Bearer("RS256 by SHA-1", Make(Header(world.First), Claims, Rsa(world.First, HashAlgorithmName.SHA1)), RefusalReason.BadSignature);
        foreach (var other in new[] { "RS1", "ES256", "EdDSA", "rs256", "", "RSA-OAEP", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha1" })
            yield return Bearer($"algorithm '{other}'", Make(Header(world.First).With(("alg", other)), Claims, Rsa(world.First)), RefusalReason.WrongAlgorithm);
        yield return Bearer("no algorithm", Make(Header(world.First).With(("alg", null)), Claims, Rsa(world.First)), RefusalReason.WrongAlgorithm);
        yield return Bearer("algorithms in a list", Make(Header(world.First).With(("alg", new JsonArray("RS256"))), Claims, Rsa(world.First)), RefusalReason.Malformed);
    }

    private IEnumerable<TokenCase> Keys()
    {
        var foreign = world.Attacker.Published().With(("endorsements", new JsonArray("webchat")));
        yield return Bearer("known id, other key", Make(Header(world.First), Claims, Rsa(world.Attacker)), RefusalReason.BadSignature);
        yield return Bearer("id of another known key", Make(Header(world.Second), Claims, Rsa(world.First)), RefusalReason.BadSignature);
        foreach (var id in new[] { "attacker", "../../../dev/null", "' OR 1=1 --", "CHANNEL-1", "channel-1 ", "\u0000", "http://127.0.0.1/key" })
            yield return Bearer($"unknown id '{id}'", Make(Header(world.First).With(("kid", id)), Claims, Rsa(world.Attacker)), RefusalReason.UnknownKey);
        yield return Bearer("no id", Make(Header(world.First).With(("kid", null)), Claims, Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("empty id", Make(Header(world.First).With(("kid", "")), Claims, Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("long id", Make(Header(world.First).With(("kid", new string('k', 1_000))), Claims, Rsa(world.First)), RefusalReason.Malformed);
        yield return Bearer("key too short", Make(Header(world.Weak), Claims, Rsa(world.Weak)), RefusalReason.UnknownKey);
        yield return Bearer("key for encryption", Make(Header(world.ForSecrets), Claims, Rsa(world.ForSecrets)), RefusalReason.UnknownKey);
        yield return Bearer("Entra's key for the channel", Make(Header(world.Entra), Claims, Rsa(world.Entra)), RefusalReason.UnknownKey);
        foreach (var (name, value) in new (string, JsonNode)[]
        {
            ("jwk", foreign), ("jku", "http://127.0.0.1:9/keys"), ("x5u", "http://127.0.0.1:9/certificate"), ("x5c", new JsonArray("MIIB")), ("crit", new JsonArray("exp")), ("zip", "DEF"), ("b64", false),
        })
        {
            yield return Bearer($"{name}, own key", Make(Header(world.Attacker).With((name, value.DeepClone())), Claims, Rsa(world.Attacker)), RefusalReason.Malformed);
            yield return Bearer($"{name}, own key, known id", Make(Header(world.First).With((name, value.DeepClone())), Claims, Rsa(world.Attacker)), RefusalReason.Malformed);
            yield return Bearer($"{name}, right key", Make(Header(world.First).With((name, value.DeepClone())), Claims, Rsa(world.First)), RefusalReason.Malformed);
        }
    }

    private static string Changed(string text, int at) => string.Concat(text.AsSpan(0, at), text[at] == 'A' ? "B" : "A", text.AsSpan(at + 1));
}
