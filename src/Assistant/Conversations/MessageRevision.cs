namespace Assistant.Conversations;

/// <summary>A person changed or deleted a message that they had sent.</summary>
/// <param name="ActivityId">The channel's id of that message.</param>
/// <param name="From">Who did; only a person's own messages change.</param>
/// <param name="Text">What it says now; null: it was deleted.</param>
/// <param name="At">When they did, as the channel says: of two changes the later one counts, whichever comes first.</param>
public sealed record MessageRevision(ConversationKey Conversation, string ActivityId, Participant From, string? Text, DateTimeOffset At)
{
    public bool IsDeletion => Text is null;

    /// <summary>Whole milliseconds, as it is kept.</summary>
    public DateTimeOffset At { get; init => field = Whole(value); } = Whole(At);

    private static DateTimeOffset Whole(DateTimeOffset at) => DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}

/// <summary>Where the message stood when it was changed.</summary>
public enum RevisionOutcome
{
    /// <summary>No such message of this person's, yet.</summary>
    Unknown,

    /// <summary>Not answered yet: its turn, unless it runs already, uses the new text or is dropped.</summary>
    Waiting,

    /// <summary>Answered: what is remembered of it changes.</summary>
    Answered,

    /// <summary>A later change of it is known: nothing changes.</summary>
    Outdated,
}
