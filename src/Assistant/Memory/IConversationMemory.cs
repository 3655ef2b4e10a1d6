using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>What long-term memory holds of one conversation of a person.</summary>
public interface IConversationMemory
{
    /// <summary>From here on nothing of the conversation is remembered; what was drawn from it so far, episodes and facts, is forgotten. Lasts as long as the conversation.</summary>
    Task ExcludeAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Forgets episodes that are older than their rule keeps them, and facts that come from them.</summary>
    /// <param name="kinds">What the rule is of.</param>
    /// <param name="turns">Which turns' words go besides; null for none.</param>
    /// <returns>How many episodes and statements there were.</returns>
    Task<long> ExpireAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset before, ExpiringEpisodes kinds, ExpiringTurns? turns, CancellationToken cancellationToken);

    /// <summary>Forgets all that was said before a time, wherever it came from: what was imported or entered by hand is of no conversation.</summary>
    /// <param name="spared">Channels whose conversations' memory stays.</param>
    Task<ExpiredMemory> ExpireAsync(ContentOwner person, DateTimeOffset before, IReadOnlySet<string> spared, CancellationToken cancellationToken);
}

/// <param name="Spoken">The turns that were spoken: facts from them go with what was heard and read.</param>
/// <param name="Answered">The turns whose answers rest on it.</param>
public sealed record ExpiringTurns(IReadOnlySet<string> Spoken, IReadOnlySet<string> Answered);

/// <param name="Count">Episodes and statements that went.</param>
/// <param name="Oldest">When the oldest was said that is left and not spared; null when nothing is.</param>
public sealed record ExpiredMemory(long Count, DateTimeOffset? Oldest);

/// <summary>Heard: transcripts. Read: transcripts and what was read in pictures.</summary>
public enum ExpiringEpisodes { Heard, Read, All }
