using Assistant.Conversations;

namespace Assistant.Notices;

/// <summary>For whom a notice was meant, and what became of it. What it said stands in each person's conversation only, under their key.</summary>
public interface INoticeLog
{
    /// <summary>Notes the recipients, in one transaction with the log's chain; those noted before keep the conversation in which they were told.</summary>
    /// <param name="digest">SHA-256 of what is said, hex.</param>
    /// <param name="by">Who sends it, for the chain.</param>
    /// <returns>Those to send to now; null when the id belongs to a notice that says something else.</returns>
    /// <exception cref="StorageUnavailableException">Nothing was noted.</exception>
    Task<IReadOnlyList<ConversationReference>?> AddAsync(string tenant, string noticeId, string digest, string by, NoticePlan plan, CancellationToken cancellationToken);

    /// <summary>Notes that a recipient has said, since the notice was begun, that they want none.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was noted.</exception>
    Task OptOutAsync(string tenant, string noticeId, ConversationReference recipient, CancellationToken cancellationToken);

    /// <summary>What became of it; empty when there is no such notice.</summary>
    Task<IReadOnlyList<NoticeRecipient>> FindAsync(string tenant, string noticeId, CancellationToken cancellationToken);
}

public enum NoticeState
{
    /// <summary>It stands in the conversation, and the channel took it.</summary>
    Sent,

    /// <summary>Accepted, and not yet sent or not yet known to have arrived.</summary>
    Waiting,

    /// <summary>The channel will not take it, or nobody knows whether it did and it is not sent again.</summary>
    Failed,

    /// <summary>The person wants no notices.</summary>
    OptedOut,

    /// <summary>Not begun: the server is still at those before, or was stopped meanwhile; the same id sent again reaches these alone.</summary>
    Missed,
}

public sealed record NoticeRecipient(string User, ConversationKey Conversation, NoticeState State);
