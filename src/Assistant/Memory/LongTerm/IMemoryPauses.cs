using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Times in which a person wants nothing new to be remembered; kept with their memory.</summary>
public interface IMemoryPauses
{
    Task<bool> IsPausedAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>For what was said at a time long ago and comes again: what was said before this, by the clock of the last pause's end, may have been said in it. Null for a memory that was never paused.</summary>
    Task<DateTimeOffset?> SilentUntilAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>From now on nothing is taken in.</summary>
    Task PauseAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>What is said from now on is taken in again. What was said before, and is not in memory, never is, whatever the clock says.</summary>
    Task ResumeAsync(ContentOwner person, CancellationToken cancellationToken);

    /// <summary>What has been said until now and is not in memory never comes in, neither episodes nor facts, nor what a turn is still at.</summary>
    /// <returns>The conversations in which the person has said anything.</returns>
    Task<IReadOnlyList<ConversationKey>> PassOverAsync(ContentOwner person, CancellationToken cancellationToken);
}
