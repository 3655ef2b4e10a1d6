using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Times in which a person wants nothing new to be remembered; kept with their memory.</summary>
public interface IMemoryPauses
{
    /// <summary>What was said before this leaves nothing, unless memory has it already. Null for a memory that was never paused, <see cref="DateTimeOffset.MaxValue"/> while it is.</summary>
    Task<DateTimeOffset?> SilentUntilAsync(ContentOwner person, CancellationToken cancellationToken);

    Task SetAsync(ContentOwner person, DateTimeOffset silentUntil, CancellationToken cancellationToken);
}
