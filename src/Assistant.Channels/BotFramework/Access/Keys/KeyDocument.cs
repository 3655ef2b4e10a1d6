using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Channels.BotFramework.Access.Keys;

/// <summary>Reads a provider's two documents: its metadata, and its keys with the endorsements that only the Bot Connector's have.</summary>
internal static class KeyDocument
{
    private const int MostKeys = 200;
    private const int FewestBits = 2_048;

    /// <summary>Where the keys are: at the same provider, or they do not count.</summary>
    /// <exception cref="FormatException">The metadata names no such place.</exception>
    public static Uri KeysOf(Uri metadata, JsonElement document) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("jwks_uri", out var value) && value.ValueKind == JsonValueKind.String
        && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var keys) && Uri.Compare(keys, metadata, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0 && keys.UserInfo.Length == 0
            ? keys
            : throw new FormatException("The metadata has no jwks_uri at its own scheme, host and port.");

    /// <summary>The usable keys by their ids: RSA, for signatures, 2,048 bits or more.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static FrozenDictionary<string, SigningKey> Read(JsonElement document)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        if (document.ValueKind == JsonValueKind.Object && document.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var json in list.EnumerateArray().Take(MostKeys).Where(json => json.ValueKind == JsonValueKind.Object))
                if (Text(json, "kid") is { Length: > 0 } id && KeyOf(json, id) is { } key)
                    keys[id] = new(key, Endorsements(json), Text(json, "issuer"));
        return keys.Count > 0 ? keys.ToFrozenDictionary(StringComparer.Ordinal) : throw new FormatException("The document holds no key that can be used.");
    }

    private static RsaSecurityKey? KeyOf(JsonElement json, string id)
    {
        if (Text(json, "kty") != "RSA" || Text(json, "use") is not (null or "sig") || Bytes(json, "n") is not { } modulus || Bytes(json, "e") is not { } exponent || (modulus.Length * 8) < FewestBits)
            return null;
        return new(new RSAParameters { Modulus = modulus, Exponent = exponent }) { KeyId = id };
    }

    private static FrozenSet<string> Endorsements(JsonElement json) =>
        json.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!).ToFrozenSet(StringComparer.Ordinal)
            : FrozenSet<string>.Empty;

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement json, string name)
    {
        try
        {
            return Text(json, name) is { Length: > 0 } text ? Base64UrlEncoder.DecodeBytes(text) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
