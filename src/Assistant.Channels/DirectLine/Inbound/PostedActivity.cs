using Assistant.Conversations;

namespace Assistant.Channels.DirectLine.Inbound;

/// <summary>What a client posted, read and within bounds; JSON parts as their text.</summary>
internal sealed record PostedActivity
{
    public string Type { get; init; } = "message";

    /// <summary>Of an event.</summary>
    public string? Name { get; init; }

    /// <summary>By which a second copy of the same message is known; null when the client gave none.</summary>
    public string? ClientId { get; init; }

    /// <summary>Of a "stop": the message whose turn is meant; null for the one that runs.</summary>
    public string? ReplyToId { get; init; }

    public Participant? From { get; init; }
    public string Text { get; init; } = "";
    public string? Locale { get; init; }
    public string? TimeZone { get; init; }
    public string? Value { get; init; }
    public string? ChannelData { get; init; }
    public IReadOnlyList<PostedFile> Files { get; init; } = [];

    /// <summary>The client has done with the conversation.</summary>
    public bool IsEnd => Type == "endOfConversation";

    public bool IsStop => Type == "event" && string.Equals(Name, "stop", StringComparison.OrdinalIgnoreCase);
}

/// <summary>A file of a message: its bytes are opened when they are stored, or, with an address, fetched when the turn reads it.</summary>
/// <param name="Open">Opens the bytes; null when <paramref name="Url"/> says where they are.</param>
internal sealed record PostedFile(string Name, string ContentType, Func<Stream>? Open, Uri? Url = null);
