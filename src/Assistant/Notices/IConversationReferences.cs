using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Notices;

/// <summary>Where people can be told something. References are written by <see cref="IInbox.AcceptAsync"/> with the message that they come from, under the person's key.</summary>
public interface IConversationReferences
{
    /// <summary>Those that a target means, in no order.</summary>
    /// <exception cref="StorageUnavailableException">The store is away.</exception>
    Task<IReadOnlyList<ConversationReference>> FindAsync(NoticeTarget target, CancellationToken cancellationToken);

    /// <summary>Notes that a person wants no notices in any conversation of a channel, or wants them again. Kept until they change their mind or are erased.</summary>
    /// <param name="since">Null: notices are wanted.</param>
    /// <exception cref="StorageUnavailableException">Nothing was changed.</exception>
    Task SetOptOutAsync(ContentOwner person, string channel, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>The assistant was removed from a conversation: nobody can be reached there any more.</summary>
    /// <returns>How many references went.</returns>
    Task<int> RemoveAsync(ConversationKey conversation, CancellationToken cancellationToken);
}

/// <summary>Whom a notice is for: one person, one conversation, everybody of a channel, or, with none of these, of the tenant.</summary>
public sealed record NoticeTarget(string Tenant)
{
    /// <summary>The channel's user id.</summary>
    public string? User { get; init; }

    /// <summary>The channel's conversation id, or the whole key as the log has it.</summary>
    public string? Conversation { get; init; }

    public string? Channel { get; init; }
}
