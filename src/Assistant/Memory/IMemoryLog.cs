using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>The log of what is seen of a person's memory without changing it; changes are recorded by the stores, in the transactions that make them.</summary>
public interface IMemoryLog
{
    /// <exception cref="Conversations.StorageUnavailableException">It was not recorded: nothing must be shown.</exception>
    Task AppendAsync(ContentOwner person, MemoryEvent seen, CancellationToken cancellationToken);
}
