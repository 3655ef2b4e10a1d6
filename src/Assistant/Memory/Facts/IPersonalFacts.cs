using Assistant.Privacy;

namespace Assistant.Memory.Facts;

/// <summary>What is known of each person, for those who look after it. Thread-safe, also across replicas.</summary>
public interface IPersonalFacts
{
    /// <summary>A copy to read.</summary>
    Task<IFactLedger> OpenAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Learns from many utterances at once; those that are known change nothing.</summary>
    Task LearnAsync(ContentOwner person, IReadOnlyList<Utterance> utterances, CancellationToken cancellationToken);

    /// <summary>Forgets one fact with the words that it was drawn from.</summary>
    /// <returns>False when there is none of that id.</returns>
    Task<bool> ForgetAsync(ContentOwner person, string factId, CancellationToken cancellationToken);

    /// <returns>How many statements there were.</returns>
    Task<long> ForgetAllAsync(ContentOwner person, CancellationToken cancellationToken);
}
