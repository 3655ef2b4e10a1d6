namespace Assistant.Storage.Schema;

/// <summary>Where a person can be told something. The row without a conversation says that the person wants no notices in the channel; it outlives the others.</summary>
internal sealed class ConversationReferenceRow
{
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public required string Channel { get; init; }
    public required string Conversation { get; init; }
    public bool IsShared { get; init; }
    public long ContactAt { get; init; }
    public long? OptedOutAt { get; init; }

    /// <summary>Address, locale, name; empty where there is no conversation.</summary>
    public required byte[] Payload { get; init; }
}

/// <summary>For whom a notice was meant. Whether it arrived is told by the inbox and the outbox of the conversation.</summary>
internal sealed class NoticeRecipientRow
{
    public required string Tenant { get; init; }
    public required string NoticeId { get; init; }

    /// <summary><see cref="Assistant.Notices.NoticePlan.RecipientOf"/>.</summary>
    public required string Recipient { get; init; }

    public required string Subject { get; init; }
    public required string Conversation { get; init; }
    public bool OptedOut { get; init; }

    /// <summary>The channel is to be pushed it and says what became of it; elsewhere the conversation having it is all.</summary>
    public bool Pushed { get; init; }

    /// <summary>SHA-256 of what is said, hex.</summary>
    public required string Digest { get; init; }

    public long At { get; init; }
}
