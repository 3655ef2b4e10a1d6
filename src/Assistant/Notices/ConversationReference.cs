using Assistant.Conversations;

namespace Assistant.Notices;

/// <summary>A conversation in which a person can be told something without having asked.</summary>
public sealed record ConversationReference
{
    public required ConversationKey Conversation { get; init; }

    /// <summary>Who spoke there; of several in a shared conversation each has a reference.</summary>
    public required Participant Person { get; init; }

    /// <summary>Others read along.</summary>
    public bool IsShared { get; init; }

    /// <summary>BCP 47 tag as the client last sent it; null when unknown.</summary>
    public string? Locale { get; init; }

    /// <summary>Channel-owned JSON that says where a message that answers nothing is pushed; null where clients follow the conversation.</summary>
    public string? Address { get; init; }

    /// <summary>To the hour.</summary>
    public DateTimeOffset LastContactAt { get; init; }

    /// <summary>Since when the person wants no notices in this channel; null when they do.</summary>
    public DateTimeOffset? OptedOutSince { get; init; }
}

/// <summary>How a message's conversation is reached later, without a message to answer.</summary>
/// <param name="Json">As <see cref="ConversationReference.Address"/>.</param>
public sealed record NoticeAddress(string? Json);
