namespace Assistant.Storage.Schema;

/// <summary>Working memory that outlives the process (embedded; in production it lies in Redis).</summary>
internal sealed class WorkingMemoryRow
{
    public required string Conversation { get; init; }
    public long Version { get; init; }
    public long ExpiresAt { get; init; }
    public required string Tenant { get; init; }
    public required byte[] Payload { get; init; }
}

/// <summary>A part of what is remembered of a person: episodes and vectors, sealed whole. A higher segment may have taken the place of lower ones.</summary>
internal sealed class MemorySegmentRow
{
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public long Segment { get; init; }
    public int Items { get; init; }
    public required byte[] Payload { get; init; }
}

/// <summary>
/// How much of what a person said in a conversation their memory has taken in: turns up to a sequence. <see cref="Never"/>: nothing of it, ever.
/// The row without a conversation holds the highest number of the person's segments; who appends takes it first, so that replicas append one after the other.
/// </summary>
internal sealed class MemoryCursorRow
{
    public const long Never = long.MaxValue;

    /// <summary>In place of a conversation, which always has two strokes: the row's sequence is <see cref="Paused"/>, or when the last pause ended (Unix time in milliseconds).</summary>
    public const string Pause = "pause";

    /// <summary>The end of the calendar, in the same unit: memory is paused.</summary>
    public const long Paused = 253_402_300_799_999;

    /// <summary>Before a conversation's name: up to which message nothing may be learnt any more, because all was forgotten or a pause ended. What is taken in may be learnt from still.</summary>
    public const string PassedOver = "passed over ";

    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public required string Conversation { get; init; }
    public long Sequence { get; init; }
}

/// <summary>Something that was done to a person's memory, or seen of what is stored about them. Only ever added, until it expires or the person is erased.</summary>
internal sealed class MemoryEventRow
{
    public required string Tenant { get; init; }
    public required string Subject { get; init; }

    /// <summary>Begins with its time.</summary>
    public required string Id { get; init; }

    public long At { get; init; }
    public required byte[] Payload { get; init; }
}

/// <summary>What is known of a person: everything they said of themselves, from which the facts follow.</summary>
internal sealed class FactLedgerRow
{
    public required string Tenant { get; init; }
    public required string Subject { get; init; }

    /// <summary>From 1; one more with each change.</summary>
    public long Version { get; init; }

    public required byte[] Payload { get; init; }
}
