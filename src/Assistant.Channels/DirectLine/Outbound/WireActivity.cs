using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Channels.DirectLine.Outbound;

/// <summary>What goes over the wire: activities with the watermark of the newest durable one (null on frames of fleeting ones).</summary>
internal sealed record ActivitySet(IReadOnlyList<WireActivity> Activities, string? Watermark);

/// <summary>An activity of the Bot Framework's schema, as a Direct Line client reads it.</summary>
internal sealed record WireActivity
{
    public required string Type { get; init; }
    public string? Id { get; init; }

    /// <summary>Of an event.</summary>
    public string? Name { get; init; }

    public required DateTimeOffset Timestamp { get; init; }
    public string ChannelId { get; init; } = "directline";
    public required WireConversation Conversation { get; init; }
    public required WireAccount From { get; init; }
    public string? Text { get; init; }
    public string? TextFormat { get; init; }
    public string? Locale { get; init; }
    public string? ReplyToId { get; init; }
    public IReadOnlyList<WireAttachment>? Attachments { get; init; }
    public IReadOnlyList<MessageEntity>? Entities { get; init; }
    public WireSuggestedActions? SuggestedActions { get; init; }
    public JsonElement? Value { get; init; }
    public JsonElement? ChannelData { get; init; }
}

internal sealed record WireConversation(string Id);

internal sealed record WireAccount(string Id, string? Name, string Role)
{
    public static WireAccount Assistant { get; } = new("assistant", "Assistant", "bot");
}

internal sealed record WireAttachment(string ContentType, string? ContentUrl, string? Name)
{
    /// <summary>Bytes, when known.</summary>
    public long? Size { get; init; }

    /// <summary>Of a picture: Web Chat shows one that has it, and a file's name otherwise.</summary>
    public string? ThumbnailUrl => ContentType.StartsWith("image/", StringComparison.Ordinal) ? ContentUrl : null;

    /// <summary>A card.</summary>
    public JsonElement? Content { get; init; }

    public AttachmentReference? Assistant { get; init; }
}

internal sealed record AttachmentReference(string AttachmentId);

internal sealed record WireSuggestedActions(IReadOnlyList<string> To, IReadOnlyList<WireAction> Actions);

internal sealed record WireAction(string Type, string Title, string Value);

/// <summary>schema.org's Message: says that a model wrote it, and on what it stands. One an activity: clients refuse two.</summary>
internal sealed record MessageEntity(IReadOnlyList<ClaimEntity> Citation)
{
    public string Type { get; } = "https://schema.org/Message";

    [JsonPropertyName("@type")]
    public string SchemaType { get; } = "Message";

    [JsonPropertyName("@context")]
    public string Context { get; } = "https://schema.org";

    [JsonPropertyName("@id")]
    public string Id { get; } = "";

    public IReadOnlyList<string> AdditionalType { get; } = ["AIGeneratedContent"];

    /// <summary>How confidential the message is; null where no operator says so.</summary>
    public UsageEntity? UsageInfo { get; init; }
}

/// <summary>A sensitivity label: its name, and what it means.</summary>
internal sealed record UsageEntity(string Name, string? Description)
{
    public string Type { get; } = "https://schema.org/Message";

    [JsonPropertyName("@type")]
    public string SchemaType { get; } = "CreativeWork";
}

internal sealed record ClaimEntity(int Position, DocumentEntity Appearance)
{
    [JsonPropertyName("@type")]
    public string SchemaType { get; } = "Claim";

    [JsonPropertyName("@id")]
    public string Id { get; } = $"cite:{Position}";
}

internal sealed record DocumentEntity(string Name, string Text, string Abstract)
{
    [JsonPropertyName("@type")]
    public string SchemaType { get; } = "DigitalDocument";

    /// <summary>Null for none.</summary>
    public IconEntity? Image { get; init; }

    /// <summary>Null for none.</summary>
    public IReadOnlyList<string>? Keywords { get; init; }
}

/// <param name="Name">One of the names that Teams knows.</param>
internal sealed record IconEntity(string Name)
{
    [JsonPropertyName("@type")]
    public string SchemaType { get; } = "ImageObject";
}
