using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Sentence vectors for what is remembered without them: what was imported so, was said while there was no time, or has those of a model that another one has taken the place of.</summary>
public interface IMemoryEncoding
{
    /// <summary>Computes them, a segment after the other; what is done stays done when it is broken off. Tens of milliseconds an episode.</summary>
    /// <param name="progress">Gets how many were computed so far.</param>
    /// <returns>How many were computed.</returns>
    /// <exception cref="Conversations.StorageUnavailableException">The store is away.</exception>
    Task<int> EncodeAsync(ContentOwner person, IProgress<int>? progress, CancellationToken cancellationToken);
}
