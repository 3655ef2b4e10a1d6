namespace Assistant.Audit;

/// <summary>How one person took one answer: the thumb with its reason, the channel's reactions, and when it was read.</summary>
public sealed record AnswerFeedback
{
    /// <summary>Of the assistant's activity.</summary>
    public required string AnswerId { get; init; }

    /// <summary>Null when there is none, or it was taken back.</summary>
    public AnswerRating? Rating { get; init; }

    /// <summary>In the person's own words; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>The channel's names ("heart", "laugh"), each once.</summary>
    public IReadOnlyList<string> Reactions { get; init; } = [];

    /// <summary>When the channel said that the person had read up to this answer.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The same feedback, whenever it was given.</summary>
    public bool Says(AnswerFeedback other) =>
        (AnswerId, Rating, Reason, ReadAt) == (other.AnswerId, other.Rating, other.Reason, other.ReadAt) && Reactions.SequenceEqual(other.Reactions, StringComparer.Ordinal);
}

public enum AnswerRating { Like, Dislike }
