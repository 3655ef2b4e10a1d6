using Assistant.Agent;

namespace Assistant.Conversations;

/// <summary>One durable entry of a conversation: what a person said or what the assistant answered. Channels turn it into their wire format.</summary>
public sealed record StoredActivity
{
    /// <summary>Position within the conversation, from 1, without gaps: the Direct Line watermark.</summary>
    public required long Watermark { get; init; }

    public required string Id { get; init; }
    public required ActivityAuthor Author { get; init; }
    public required Participant From { get; init; }
    public required DateTimeOffset At { get; init; }
    public string Text { get; init; } = "";
    public IReadOnlyList<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>The activity that this one answers; null for a person's own.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>What stands behind an assistant's activity: citations, model, whether it was found; null for a person's own.</summary>
    public Answer? Answer { get; init; }

    /// <summary>As in <see cref="InboundMessage"/>.</summary>
    public string? ChannelData { get; init; }

    public string? Value { get; init; }
    public string? Locale { get; init; }
    public string? TimeZone { get; init; }

    /// <summary>As in <see cref="InboundMessage"/>.</summary>
    public DateTimeOffset? RevisedAt { get; init; }

    /// <summary>Of the assistant: an operator's notice. Of a person: what stands in the place of a message where a notice was sent; nobody said it, and nobody is shown it.</summary>
    public bool IsNotice { get; init; }
}

public enum ActivityAuthor { User, Assistant }
