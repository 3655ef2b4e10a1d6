using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Channels.Activities;
using Assistant.Conversations;

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
    public string ChannelId { get; init; } = ChannelIds.DirectLine;
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
