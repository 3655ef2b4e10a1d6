using System.Text.Json.Serialization;

namespace Assistant.Channels.Activities;

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
