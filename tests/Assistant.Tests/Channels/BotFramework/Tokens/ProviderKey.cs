using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Assistant.Tests.Channels.BotFramework.Tokens;

/// <summary>A key pair of a provider of the tests, and how it is published.</summary>
internal sealed class ProviderKey(string id, int bits = 2_048) : IDisposable
{
    public string Id { get; } = id;
    public RSA Rsa { get; } = RSA.Create(bits);
    public string[] Endorsements { get; init; } = [];
    public string? Issuer { get; init; }
    public string Use { get; init; } = "sig";

    public JsonObject Published()
    {
        var parameters = Rsa.ExportParameters(includePrivateParameters: false);
        var json = new JsonObject { ["kty"] = "RSA", ["use"] = Use, ["kid"] = Id, ["x5t"] = Id, ["n"] = Base64UrlEncoder.Encode(parameters.Modulus), ["e"] = Base64UrlEncoder.Encode(parameters.Exponent) };
        if (Endorsements.Length > 0)
            json["endorsements"] = new JsonArray([.. Endorsements.Select(each => (JsonNode)each)]);
        if (Issuer is not null)
            json["issuer"] = Issuer;
        return json;
    }

    public void Dispose() => Rsa.Dispose();
}
