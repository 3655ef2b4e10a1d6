namespace Assistant.Storage.Schema;

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
