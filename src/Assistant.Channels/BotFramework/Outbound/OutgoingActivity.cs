using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Channels.DirectLine.Outbound;

namespace Assistant.Channels.BotFramework.Outbound;

/// <summary>An activity as the connector takes it.</summary>
internal sealed record OutgoingActivity
{
    public required string Type { get; init; }

    /// <summary>Ours: the connector gives its own, and answers with it.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? Timestamp { get; init; }
    public required string ChannelId { get; init; }
    public string? ServiceUrl { get; init; }
    public required OutgoingConversation Conversation { get; init; }
    public required OutgoingAccount From { get; init; }
    public required OutgoingAccount Recipient { get; init; }
    public string? ReplyToId { get; init; }
    public string? Text { get; init; }
    public string? TextFormat { get; init; }
    public string? InputHint { get; init; }
    public string? Locale { get; init; }
    public IReadOnlyList<WireAttachment>? Attachments { get; init; }
    public IReadOnlyList<MessageEntity>? Entities { get; init; }
    public WireSuggestedActions? SuggestedActions { get; init; }
}

internal sealed record OutgoingConversation(string Id, bool? IsGroup, string? ConversationType);

internal sealed record OutgoingAccount(string Id, string? Name, string? Role);

/// <summary>What a request with deliveryMode expectReplies gets.</summary>
internal sealed record ExpectedReplies(IReadOnlyList<OutgoingActivity> Activities);

/// <summary>What the connector answers with.</summary>
internal sealed record ResourceResponse(string? Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OutgoingActivity))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ReplyAddress))]
internal sealed partial class ConnectorJson : JsonSerializerContext;

/// <summary>The same for JSON that is never put into HTML: Chinese stays Chinese.</summary>
internal static class ConnectorWire
{
    public static ConnectorJson Json { get; } = new(new JsonSerializerOptions(ConnectorJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
