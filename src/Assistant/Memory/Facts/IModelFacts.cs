using Assistant.Privacy;

namespace Assistant.Memory.Facts;

/// <summary>Reads by a language model, where there is one, what rules drew nothing from.</summary>
internal interface IModelFacts
{
    /// <summary>A model answers here and may be asked.</summary>
    bool IsThere { get; }

    /// <param name="sentences">In which the person speaks of themselves in earnest, as they stand in the utterance.</param>
    /// <returns>Only what stands in one of them; empty when no model is there, or it did not manage. What is sent to it, and what it writes, is in the log before it is given back.</returns>
    Task<IReadOnlyList<Statement>> ReadAsync(ContentOwner person, Utterance utterance, IReadOnlyList<string> sentences, CancellationToken cancellationToken);
}
