using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>What is remembered of a person across conversations; never shared between two. Thread-safe.</summary>
public interface ILongTermMemory
{
    /// <summary>Remembers what is not remembered yet; an id that is known is left as it is.</summary>
    /// <param name="vectors">Compute sentence vectors too, where a model is installed: tens of milliseconds an episode.</param>
    /// <returns>How many were new.</returns>
    Task<int> RememberAsync(ContentOwner person, IReadOnlyList<Episode> episodes, bool vectors, CancellationToken cancellationToken);

    /// <summary>What bears on a question, best first, within its budget of tokens.</summary>
    Task<IReadOnlyList<RecalledItem>> RecallAsync(ContentOwner person, RecallQuery query, CancellationToken cancellationToken);

    /// <summary>Everything, in the order in which it was remembered.</summary>
    Task<IReadOnlyList<Episode>> ListAsync(ContentOwner person, CancellationToken cancellationToken);

    Task<Episode?> FindAsync(ContentOwner person, string id, CancellationToken cancellationToken);

    /// <summary>Removes one episode, or with null all of them.</summary>
    /// <returns>How many there were.</returns>
    Task<int> ForgetAsync(ContentOwner person, string? id, CancellationToken cancellationToken);
}
