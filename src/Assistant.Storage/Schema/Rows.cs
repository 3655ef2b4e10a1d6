namespace Assistant.Storage.Schema;

// The tables of the log. Content lies in Payload columns only: UTF-8 JSON that went through IContentProtector, beside the tenant and the person it belongs to.
// Times are milliseconds since 1970 in UTC, so that both databases sort and compare them alike.

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

internal sealed class TurnRow
{
    public required string TurnId { get; init; }
    public required string Conversation { get; init; }
    public long Sequence { get; init; }
    public long StartedAt { get; init; }
    public long EndedAt { get; init; }
    public required string Outcome { get; init; }
    public required string Model { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }

    /// <summary>Question, answer, prompts, timings, models.</summary>
    public required byte[] Payload { get; init; }
}

internal sealed class EvidenceRow
{
    public required string Conversation { get; init; }
    public required string Id { get; init; }
    public string? AttachmentId { get; init; }
    public required string Kind { get; init; }
    public required string TurnId { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public required byte[] Payload { get; init; }
}

internal sealed class ToolCallRow
{
    public required string TurnId { get; init; }
    public int Position { get; init; }
    public required string Conversation { get; init; }
    public required string Name { get; init; }
    public bool Succeeded { get; init; }
    public double Milliseconds { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }

    /// <summary>Arguments and result.</summary>
    public required byte[] Payload { get; init; }
}

/// <summary>How a person took an answer: one row for each of both.</summary>
internal sealed class FeedbackRow
{
    public required string Conversation { get; init; }

    /// <summary>The answer's id and the person's pseudonym.</summary>
    public required string Id { get; init; }

    public required string ReplyId { get; init; }

    /// <summary>From 1; one more with each change.</summary>
    public long Version { get; init; }

    public long At { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public required byte[] Payload { get; init; }
}

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

/// <summary>A piece of an attachment's bytes (PostgreSQL; embedded, attachments are files).</summary>
internal sealed class AttachmentChunkRow
{
    public required string Conversation { get; init; }
    public required string AttachmentId { get; init; }
    public int Position { get; init; }
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public required byte[] Payload { get; init; }
}

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

/// <summary>A record of a tenant's chain: what was written to the log when, by hashes and pseudonyms. Only ever added.</summary>
internal sealed class ChainRow
{
    public required string Tenant { get; init; }

    /// <summary>From 1, without gaps.</summary>
    public long Sequence { get; init; }

    /// <summary>UTF-8 JSON (<see cref="AuditLog.Chain.ChainBody"/>).</summary>
    public required byte[] Body { get; init; }

    /// <summary>Over the record before and this body (<see cref="AuditLog.Chain.ChainHash"/>).</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>The last record of a tenant's chain; its lock orders those who append.</summary>
internal sealed class ChainHeadRow
{
    public required string Tenant { get; init; }
    public long Sequence { get; init; }
    public required byte[] Hash { get; init; }
}

/// <summary>That a record was the head of its chain at a time, signed with the installation's key (ECDSA P-256).</summary>
internal sealed class ChainSignatureRow
{
    public required string Tenant { get; init; }
    public long Sequence { get; init; }
    public long At { get; init; }
    public required byte[] Hash { get; init; }
    public required byte[] Signature { get; init; }
}

/// <summary>What is true of the whole database: the key store that it was written with.</summary>
internal sealed class InstallationRow
{
    public required string Name { get; init; }
    public required string Value { get; init; }
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
