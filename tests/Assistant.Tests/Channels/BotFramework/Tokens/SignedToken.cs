using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>Makes compact tokens by hand, so that they can be wrong in every way.</summary>
internal static class SignedToken
{
    public static string Make(JsonNode header, JsonNode payload, Func<byte[], byte[]> sign) => Make(header.ToJsonString(), payload.ToJsonString(), sign);

    public static string Make(string header, string payload, Func<byte[], byte[]> sign)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    public static Func<byte[], byte[]> Rsa(ProviderKey key, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null) =>
        bytes => key.Rsa.SignData(bytes, hash ?? HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1);

    public static Func<byte[], byte[]> Hmac(byte[] secret, HashAlgorithmName? hash = null) => bytes =>
        (hash ?? HashAlgorithmName.SHA256) == HashAlgorithmName.SHA512 ? HMACSHA512.HashData(secret, bytes)
        : hash == HashAlgorithmName.SHA384 ? HMACSHA384.HashData(secret, bytes)
        : HMACSHA256.HashData(secret, bytes);

    public static byte[] Nothing(byte[] bytes) => [];

    /// <summary>A copy with these members set; null takes one away.</summary>
    public static JsonObject With(this JsonObject json, params (string Name, JsonNode? Value)[] changes)
    {
        var copy = json.DeepClone().AsObject();
        foreach (var (name, value) in changes)
            if (value is null)
                copy.Remove(name);
            else
                copy[name] = value;
        return copy;
    }
}
