using Assistant.Conversations;

namespace Assistant.Audit;

/// <summary>What people think of answers, in the log: one entry for each person and answer, chained and encrypted like everything they say.</summary>
public interface IFeedbackLog
{
    /// <summary>Changes what a person thinks of an answer. Said twice it is one; two changes at once are both kept.</summary>
    /// <param name="answerId">Of the assistant's activity, or what the channel that it was pushed to calls it.</param>
    /// <param name="personId">Whoever thinks so: not always the one who asked.</param>
    /// <exception cref="StorageUnavailableException">Nothing was written; try again later.</exception>
    Task<FeedbackOutcome> ChangeAsync(ConversationKey conversation, string answerId, string personId, Func<AnswerFeedback, AnswerFeedback> change, CancellationToken cancellationToken);

    /// <summary>What a person thinks of the answers of a conversation.</summary>
    Task<IReadOnlyList<AnswerFeedback>> OfAsync(ConversationKey conversation, string personId, CancellationToken cancellationToken);
}

public enum FeedbackOutcome
{
    Recorded,

    /// <summary>It was known already.</summary>
    Unchanged,

    /// <summary>There is no such answer in this conversation; nothing was written.</summary>
    UnknownAnswer,
}
