using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>What long-term memory holds of one conversation of a person.</summary>
public interface IConversationMemory
{
    /// <summary>From here on nothing of the conversation is remembered; what was drawn from it so far, episodes and facts, is forgotten. Lasts as long as the conversation.</summary>
    Task ExcludeAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>Forgets episodes that are older than their rule keeps them.</summary>
    /// <param name="kinds">What the rule is of.</param>
    Task<long> ExpireAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset before, ExpiringEpisodes kinds, CancellationToken cancellationToken);
}

/// <summary>Heard: transcripts. Read: transcripts and what was read in pictures.</summary>
public enum ExpiringEpisodes { Heard, Read, All }
