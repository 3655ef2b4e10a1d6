using System.Collections.Frozen;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>Forgets over episodes and facts. The order matters: what is excluded first cannot come in again behind what is forgotten.</summary>
internal sealed class ConversationMemory(ILongTermMemory episodes, PersonalFacts facts, IMemoryExclusions exclusions) : IConversationMemory
{
    private static readonly FrozenSet<UtteranceSource> s_heard = [UtteranceSource.Recording];
    private static readonly FrozenSet<UtteranceSource> s_read = [UtteranceSource.Recording, UtteranceSource.Picture, UtteranceSource.Document];

    public async Task ExcludeAsync(ContentOwner person, ConversationKey conversation, CancellationToken cancellationToken)
    {
        await exclusions.AddAsync(person, conversation, cancellationToken);
        await episodes.ForgetAsync(person, conversation, null, null, cancellationToken);
        await facts.ForgetAsync(person, conversation, cancellationToken);
    }

    public async Task<long> ExpireAsync(ContentOwner person, ConversationKey conversation, DateTimeOffset before, ExpiringEpisodes kinds, CancellationToken cancellationToken) =>
        await episodes.ForgetAsync(person, conversation, before, kinds switch { ExpiringEpisodes.Heard => s_heard, ExpiringEpisodes.Read => s_read, _ => null }, cancellationToken);
}
