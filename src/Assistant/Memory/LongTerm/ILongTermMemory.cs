using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>What is remembered of a person across conversations; never shared between two. Thread-safe.</summary>
public interface ILongTermMemory
{
    /// <summary>Remembers what is not remembered yet; an id that is known is left as it is.</summary>
    /// <param name="withVectors">Compute sentence vectors too, where a model is installed: tens of milliseconds an episode.</param>
    /// <returns>How many were new.</returns>
    Task<int> RememberAsync(ContentOwner person, IReadOnlyList<Episode> episodes, bool withVectors, CancellationToken cancellationToken);

    /// <summary>Which of these are remembered with these very words, of the same source: an id may have stood for others before.</summary>
    /// <returns>Their ids.</returns>
    Task<IReadOnlySet<string>> HeldAsync(ContentOwner person, IReadOnlyList<Episode> episodes, CancellationToken cancellationToken);

    /// <summary>What bears on a question, best first, within its budget of tokens.</summary>
    Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken);

    /// <summary>An answer that rests on these episodes was sent: they grow stronger. Ids that are not held change nothing.</summary>
    Task UseAsync(ContentOwner person, IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Everything, in the order in which it was remembered.</summary>
    Task<IReadOnlyList<Episode>> ListAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>A page of it, newest first.</summary>
    /// <param name="search">Only texts that hold these words, whatever their case; null for all.</param>
    Task<IReadOnlyList<Episode>> NewestAsync(ContentOwner person, string? search, int skip, int limit, CancellationToken cancellationToken);

    Task<Episode?> FindAsync(ContentOwner person, string id, CancellationToken cancellationToken);

    /// <summary>Removes one episode, or with null all of them.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ForgetAsync(ContentOwner person, string? id, CancellationToken cancellationToken);

    /// <summary>Removes several at once: each segment that holds some of them is written anew once.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ForgetAllOfAsync(ContentOwner person, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Removes all that one turn left: its message, what was heard and read in it, and its answer.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ForgetTurnAsync(ContentOwner person, ConversationKey conversation, string turnId, CancellationToken cancellationToken);

    /// <summary>Removes what was said in a conversation.</summary>
    /// <param name="before">Only what was said before, and has been taken in; null for all of it.</param>
    /// <param name="sources">Only words of these; null for all.</param>
    /// <param name="besides">Episodes that go in any case.</param>
    /// <returns>How many there were.</returns>
    Task<int> ForgetAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset? before, IReadOnlySet<UtteranceSource>? sources, IReadOnlyCollection<string> besides, CancellationToken cancellationToken);

    /// <summary>Removes all that was said before a time, as a rule of retention wants it.</summary>
    /// <param name="of">In which conversations, by their names.</param>
    /// <returns>How many there were.</returns>
    Task<int> ExpireAsync(ContentOwner person, DateTimeOffset before, Func<string, bool> of, CancellationToken cancellationToken);

    /// <summary>When the oldest was said; null when there is none.</summary>
    /// <param name="of">In which conversations, by their names.</param>
    Task<DateTimeOffset?> OldestAsync(ContentOwner person, Func<string, bool> of, CancellationToken cancellationToken);
}
