using System.Text.Json.Serialization;

namespace Assistant.Channels.DirectLine.Access;

/// <summary>What a token says, signed.</summary>
/// <param name="User">Whose; null when the person was not named.</param>
/// <param name="Conversation">Which one; null for all of the user's.</param>
/// <param name="Expires">Unix seconds.</param>
internal sealed record DirectLineToken(
    [property: JsonPropertyName("use")] TokenPurpose Purpose,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("conv")] string? Conversation,
    [property: JsonPropertyName("exp")] long Expires)
{
    /// <summary>Origins of the web pages that may use it, besides the server's own; null for any that the server lets in.</summary>
    [JsonPropertyName("origins")]
    public IReadOnlyList<string>? Origins { get; init; }

    /// <summary>A mark of the secret by which it was got, and with which it ends; in a cookie, of the one that this browser has shown.</summary>
    [JsonPropertyName("mark")]
    public string? SecretMark { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DirectLineToken))]
internal sealed partial class TokenJson : JsonSerializerContext;
