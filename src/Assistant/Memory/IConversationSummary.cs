using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>Puts turns that working memory lets go into a few sentences.</summary>
internal interface IConversationSummary
{
    /// <summary>Null when there is no model for it, or it did not manage. What is sent to a model, and what it writes, is in the log before it is given back.</summary>
    Task<string?> SummariseAsync(SummaryRequest request, CancellationToken cancellationToken);
}

/// <param name="Person">Under whose key the log keeps what is sent: who spoke in the last turn.</param>
/// <param name="OtherIds">Whose words, besides that person's, are in it.</param>
/// <param name="Earlier">The summary so far; empty for none.</param>
/// <param name="Words">At most.</param>
internal sealed record SummaryRequest(ContentOwner Person, IReadOnlyList<string> OtherIds, ConversationKey Conversation, string Earlier, IReadOnlyList<RememberedTurn> Turns, string Language, int Words);
