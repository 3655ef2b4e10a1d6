using Assistant.Conversations;
using Assistant.Perception;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Turns in the log that are not in their person's long-term memory yet. Conversations that are not to be remembered have none.</summary>
public interface IUnrememberedTurns
{
    /// <summary>A conversation's turns together and in order; the rest of it comes once these are taken in.</summary>
    /// <param name="conversation">Only of this one; null for all of the person's.</param>
    Task<IReadOnlyList<LoggedTurn>> OfAsync(ContentOwner person, ConversationKey? conversation, int limit, CancellationToken cancellationToken);

    /// <summary>All of a person's, and where their memory stands, by one look at the store: each turn begins with it.</summary>
    /// <returns>The turns, and the number of the person's newest segment, 0 when there is none.</returns>
    Task<(IReadOnlyList<LoggedTurn> Turns, long NewestSegment)> WaitingAsync(ContentOwner person, int limit, CancellationToken cancellationToken);

    /// <summary>Who said something since then that is in no memory: a crash came between.</summary>
    Task<IReadOnlyList<(ContentOwner Person, ConversationKey Conversation)>> LeftOverAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken);
}

/// <summary>A turn as long-term memory takes it in.</summary>
/// <param name="After">Sequence up to which the conversation was in memory when this was read.</param>
/// <param name="Model">Of the answer, as the log names it.</param>
/// <param name="Read">Pictures and recordings that came with it.</param>
public sealed record LoggedTurn(
    string TurnId, ConversationKey Conversation, long Sequence, long After, DateTimeOffset At, string Question, string Answer, bool Found, string Model,
    IReadOnlyList<string> EvidenceIds, IReadOnlyList<Evidence> Read)
{
    /// <summary>Its message was edited since.</summary>
    public bool IsEdited { get; init; }

    /// <summary>It was said while its person's memory was paused: it is taken in, and leaves nothing.</summary>
    public bool InPause { get; init; }
}
