using System.Text.Json;

namespace Assistant.Channels.Activities;

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
