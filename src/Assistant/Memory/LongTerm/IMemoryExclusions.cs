using Assistant.Conversations;
using Assistant.Privacy;

namespace Assistant.Memory.LongTerm;

/// <summary>Conversations of which a person wants nothing to be remembered; kept with the conversation.</summary>
public interface IMemoryExclusions
{
    /// <summary>From here on nothing of it is taken in. What was taken in before is still there.</summary>
    Task AddAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken);

    Task<bool> ContainsAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken);
}
