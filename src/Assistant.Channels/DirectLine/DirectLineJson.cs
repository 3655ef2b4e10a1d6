using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Channels.DirectLine.Outbound;

namespace Assistant.Channels.DirectLine;

internal sealed record IdBody(string Id);

/// <summary>Answer to a token or conversation request.</summary>
internal sealed record GrantBody(string? ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string? StreamUrl = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = false)]
[JsonSerializable(typeof(IdBody))]
[JsonSerializable(typeof(GrantBody))]
[JsonSerializable(typeof(ActivitySet))]
[JsonSerializable(typeof(LiveData))]
[JsonSerializable(typeof(FinalData))]
internal sealed partial class DirectLineJson : JsonSerializerContext;

/// <summary>The same for JSON that is never put into HTML: Chinese stays Chinese, at half of the size.</summary>
internal static class WireJson
{
    public static DirectLineJson Context { get; } = new(new JsonSerializerOptions(DirectLineJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
