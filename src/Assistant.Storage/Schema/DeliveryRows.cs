namespace Assistant.Storage.Schema;

/// <summary>What a channel calls a reply that was pushed to it.</summary>
internal sealed class DeliveryRow
{
    public required string Conversation { get; init; }
    public required string ChannelId { get; init; }
    public required string ReplyId { get; init; }
    public long At { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
}

/// <summary>A reply that has to be pushed and is not known to have arrived.</summary>
internal sealed class OutboxRow
{
    public required string Conversation { get; init; }
    public required string ReplyId { get; init; }
    public required string ActivityId { get; init; }
    public long Watermark { get; init; }
    public long RecordedAt { get; init; }

    /// <summary>Parts whose sending was begun.</summary>
    public int Begun { get; init; }

    /// <summary>The channel asked not to be tried before (Unix milliseconds); 0 when it did not.</summary>
    public long NotBefore { get; init; }
}
