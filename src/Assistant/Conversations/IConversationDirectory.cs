using Assistant.Privacy;

namespace Assistant.Conversations;

/// <summary>A person's conversations: list, search, rename, delete, and what was said in one.</summary>
public interface IConversationDirectory
{
    /// <summary>Newest first, without those that ended. <paramref name="search"/> matches titles and texts, ignoring case; null lists all.</summary>
    Task<IReadOnlyList<ConversationSummary>> ListAsync(string tenant, string channel, string userId, string? search, int limit, CancellationToken cancellationToken);

    /// <summary>Those that follow <paramref name="after"/> in the list of all, in the same order.</summary>
    Task<IReadOnlyList<ConversationSummary>> OlderAsync(string tenant, string channel, string userId, ConversationPlace after, int limit, CancellationToken cancellationToken);

    Task<ConversationSummary?> FindAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>The conversation that something of a person's memory names, when it is theirs: an import's line may name anybody's, whose title is somebody else's words.</summary>
    /// <param name="name">As memory has it: a key, or whatever an import calls it.</param>
    async Task<ConversationSummary?> FindOwnAsync(string name, ContentOwner person, CancellationToken cancellationToken) =>
        ConversationKey.TryParse(name) is { } key && key.Tenant == person.Tenant && await FindAsync(key, cancellationToken) is { } found && found.UserId == person.SubjectId ? found : null;

    /// <summary>False when the conversation does not exist or belongs to somebody else.</summary>
    Task<bool> RenameAsync(ConversationKey conversation, string userId, string title, CancellationToken cancellationToken);

    /// <summary>Ends the conversation for good, durably: no message of it is accepted any more, those that wait are dropped, and a turn that runs cannot be recorded. What was said stays in the log.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was changed.</exception>
    Task EndAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Whether it was ended or deleted.</summary>
    Task<bool> IsEndedAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Removes the conversation with everything stored of it, attachments, working memory and what long-term memory drew from it included; a message of it that comes again begins it no more. False as above.</summary>
    Task<bool> DeleteAsync(ConversationKey conversation, string userId, CancellationToken cancellationToken);

    /// <summary>Activities after the watermark, oldest first.</summary>
    Task<IReadOnlyList<StoredActivity>> ActivitiesAsync(ConversationKey conversation, long afterWatermark, int limit, CancellationToken cancellationToken);

    /// <summary>One activity by its id; null when it is not in this conversation.</summary>
    Task<StoredActivity?> FindActivityAsync(ConversationKey conversation, string activityId, CancellationToken cancellationToken);
}

/// <summary>A place in a person's list of conversations: the last one that was listed, with the time by which it stood there.</summary>
public sealed record ConversationPlace(DateTimeOffset LastActivityAt, ConversationKey Conversation);

/// <param name="UserId">Who started it; only this person lists it.</param>
/// <param name="Title">Given by the person, else made from the first message.</param>
public sealed record ConversationSummary(ConversationKey Conversation, string UserId, string Title, DateTimeOffset StartedAt, DateTimeOffset LastActivityAt, long LastWatermark)
{
    /// <summary>False when the person asked that nothing of it goes to long-term memory.</summary>
    public bool IsRemembered { get; init; } = true;
}
