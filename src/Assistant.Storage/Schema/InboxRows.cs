namespace Assistant.Storage.Schema;

/// <summary>One conversation: the counters that its messages, answers and replicas are ordered by.</summary>
internal sealed class ConversationRow
{
    /// <summary><see cref="Assistant.Conversations.ConversationKey.ToString"/>.</summary>
    public required string Key { get; init; }

    public required string Tenant { get; init; }
    public required string Channel { get; init; }
    public required string UserId { get; init; }
    public required byte[] Title { get; init; }
    public long StartedAt { get; init; }
    public long LastActivityAt { get; init; }

    /// <summary>Watermark of the newest activity; the next one gets one more, without gaps.</summary>
    public long LastWatermark { get; init; }

    /// <summary>Messages accepted and not yet answered.</summary>
    public int Pending { get; init; }

    /// <summary>Raised when a replica takes the conversation over; a turn of an older epoch cannot be recorded.</summary>
    public long Epoch { get; init; }
}

/// <summary>A message: pending until the turn that answers it is recorded. The row stays, so that a message sent again is recognised.</summary>
internal sealed class InboxRow
{
    public required string Conversation { get; init; }
    public required string ActivityId { get; init; }
    public long Sequence { get; init; }
    public bool Done { get; init; }
    public long AcceptedAt { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }

    /// <summary>The message; emptied when it is answered and its reply need not be pushed.</summary>
    public required byte[] Payload { get; init; }
}

internal sealed class ActivityRow
{
    public required string Conversation { get; init; }
    public long Watermark { get; init; }
    public required string Id { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public long At { get; init; }
    public required byte[] Payload { get; init; }
}

/// <summary>An edit or a deletion that came before its message.</summary>
internal sealed class EarlyRevisionRow
{
    public required string Conversation { get; init; }
    public required string ActivityId { get; init; }
    public required string Subject { get; init; }
    public required string Tenant { get; init; }
    public long At { get; init; }
    public required byte[] Payload { get; init; }
}

/// <summary>A conversation that was ended or deleted and must not begin again; nothing else is kept of a deleted one.</summary>
internal sealed class EndedConversationRow
{
    public required string Conversation { get; init; }
    public long At { get; init; }
}
