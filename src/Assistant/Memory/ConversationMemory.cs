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
        await episodes.ForgetAsync(person, conversation, null, null, [], cancellationToken);
        await facts.ForgetAsync(person, conversation, cancellationToken);
    }

    public async Task<long> ExpireAsync(
        ContentOwner person, ConversationKey conversation, DateTimeOffset before, ExpiringEpisodes kinds, ExpiringTurns? turns, CancellationToken cancellationToken)
    {
        var name = conversation.ToString();
        var statements = await facts.ExpireAsync(person,
            kept => kept.Conversation == name && kept.SaidAt < before && (kinds == ExpiringEpisodes.All || turns?.Spoken.Contains(kept.EpisodeId) == true), cancellationToken);
        return statements + await episodes.ForgetAsync(person, conversation, before, kinds switch { ExpiringEpisodes.Heard => s_heard, ExpiringEpisodes.Read => s_read, _ => null },
            [.. turns?.Answered.Select(EpisodesOfTurn.AnswerId) ?? []], cancellationToken);
    }

    public async Task<ExpiredMemory> ExpireAsync(ContentOwner person, DateTimeOffset before, IReadOnlySet<string> spared, CancellationToken cancellationToken)
    {
        bool Goes(string conversation) => spared.Count == 0 || ConversationKey.TryParse(conversation) is not { } key || !spared.Contains(key.Channel);
        var count = await facts.ExpireAsync(person, kept => kept.SaidAt < before && Goes(kept.Conversation), cancellationToken) + await episodes.ExpireAsync(person, before, Goes, cancellationToken);
        DateTimeOffset?[] oldest = [await facts.OldestAsync(person, Goes, cancellationToken), await episodes.OldestAsync(person, Goes, cancellationToken)];
        return new(count, oldest.Min());
    }
}
