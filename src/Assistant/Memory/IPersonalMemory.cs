using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>What a person may do about what is remembered of them: pause it, put it right, forget it, take it along. Thread-safe, also across replicas.</summary>
public interface IPersonalMemory
{
    Task<bool> IsPausedAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>From now on nothing that is said is remembered. What was said before is, and answers still rest on it.</summary>
    Task PauseAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>What is said from now on is remembered again; what was said in the pause never is.</summary>
    Task ResumeAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>The fact's value was never so, this one is.</summary>
    /// <returns>False when there is no such fact.</returns>
    Task<bool> CorrectAsync(ContentOwner person, string factId, string value, CancellationToken cancellationToken);

    /// <summary>Forgets a fact, the messages that it was said in, and what was answered to those.</summary>
    /// <returns>False when there is no such fact.</returns>
    /// <exception cref="LegalHoldException">Nothing was forgotten.</exception>
    Task<bool> ForgetFactAsync(ContentOwner person, string factId, CancellationToken cancellationToken);

    /// <summary>Forgets an episode, and the facts that were learnt from it.</summary>
    /// <returns>False when there is no such episode.</returns>
    /// <exception cref="LegalHoldException">Nothing was forgotten.</exception>
    Task<bool> ForgetEpisodeAsync(ContentOwner person, string episodeId, CancellationToken cancellationToken);

    /// <returns>How many facts and episodes there were.</returns>
    /// <exception cref="LegalHoldException">Nothing was forgotten.</exception>
    Task<long> ForgetEverythingAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>Everything that is remembered, to take along.</summary>
    Task<MemoryExport> ExportAsync(ContentOwner person, CancellationToken cancellationToken);
}
