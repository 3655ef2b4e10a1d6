using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.Channels.BotFramework.Inbound;

/// <summary>A posted activity, read and within bounds; JSON parts as their text. What the wire calls conversation, from and recipient has the same name here.</summary>
internal sealed record IncomingActivity
{
    public required string Type { get; init; }

    /// <summary>The channel's id; null on events that have none.</summary>
    public string? Id { get; init; }

    /// <summary>What it is called here, where it is an edit that is answered as a message of its own; null for its own id.</summary>
    public string? AnsweredAs { get; init; }

    public required string ChannelId { get; init; }
    public required Uri ServiceUrl { get; init; }
    public required IncomingConversation Conversation { get; init; }
    public required Participant From { get; init; }

    /// <summary>The app id of another bot that sent it; null for everybody else.</summary>
    public string? BotId { get; init; }

    /// <summary>The app id of another bot that has people and conversations of its own; null for everybody else.</summary>
    public string? OwnPeopleOf { get; init; }

    /// <summary>Whose words these are where nobody vouches for it: a person of this conversation alone. Null where the channel knows its people.</summary>
    public Participant? Unvouched { get; init; }

    /// <summary>Whose words these are: as the channel names them, or, of another bot's people, with that bot's id before it, so that none can be taken for a person of the channel.</summary>
    public Participant Person => Unvouched ?? (OwnPeopleOf is null ? From : From with { Id = $"{OwnPeopleOf}/{From.Id}" });

    /// <summary>We, by the name that the channel gave us.</summary>
    public required Participant Recipient { get; init; }

    /// <summary>Ids of the tenants that it says to come from; empty on channels without.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>The channel's id of the team that the conversation is a channel or thread of; null for none.</summary>
    public string? TeamId { get; init; }

    public string? Name { get; init; }
    public string Text { get; init; } = "";
    public string? Locale { get; init; }
    public string? TimeZone { get; init; }
    public string? DeliveryMode { get; init; }

    /// <summary>When it happened, as the channel says; null where it does not.</summary>
    public DateTimeOffset? At { get; init; }

    public string? Action { get; init; }
    public string? Value { get; init; }

    /// <summary>The channel's id of the message that it is about.</summary>
    public string? ReplyToId { get; init; }

    public IReadOnlyList<string> ReactionsAdded { get; init; } = [];
    public IReadOnlyList<string> ReactionsRemoved { get; init; } = [];
    public IReadOnlyList<string> MembersAdded { get; init; } = [];
    public IReadOnlyList<string> MembersRemoved { get; init; } = [];
    public IReadOnlyList<Mention> Mentions { get; init; } = [];
    public IReadOnlyList<IncomingFile> Files { get; init; } = [];

    /// <summary>Something came along, be it a card that is no file.</summary>
    public bool HasAttachments { get; init; }

    /// <summary>Its sender waits for the answer in the response: as one document, or as events.</summary>
    public bool ExpectsReplies => ExpectsEvents || string.Equals(DeliveryMode, "expectReplies", StringComparison.OrdinalIgnoreCase);

    public bool ExpectsEvents => string.Equals(DeliveryMode, "stream", StringComparison.OrdinalIgnoreCase);
}

/// <param name="IsGroup">The channel says so, or it is the chat of a meeting.</param>
internal sealed record IncomingConversation(string Id, string? Type, bool IsGroup)
{
    /// <summary>Several people may be there: only what is addressed to us is answered.</summary>
    public bool IsShared => IsGroup || Type is "groupChat" or "channel";
}

/// <param name="Text">As it stands in the activity's text; null when unknown.</param>
internal sealed record Mention(string MentionedId, string? Text);

/// <param name="Bytes">What a data URI holds; null when <paramref name="Url"/> says where the bytes are.</param>
/// <param name="Problem">Why it cannot be read, where that is known already: the answer says so.</param>
internal sealed record IncomingFile(string Name, string ContentType, byte[]? Bytes, Uri? Url, AttachmentProblem? Problem = null);
