using Assistant.Conversations;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Memory.LongTerm;

/// <summary>
/// Takes turns from the log into their person's memory. What is taken in is noted in the transaction that stores it, so nothing comes twice or is left out,
/// whoever else writes and whenever the program ends; the log is the only source. Thread-safe.
/// </summary>
internal sealed class EpisodeWriter(IUnrememberedTurns log, IMemorySegments segments, EpisodesOfTurn episodes, EpisodeVectors vectors, IOptions<LongTermMemoryOptions> options, TimeProvider time)
{
    private const int TurnsASegment = 500;

    /// <summary>A few texts are compared by meaning later; under load there is no time for that.</summary>
    private const int MostWithVectors = 16;

    /// <summary>One after the other: the next time will do.</summary>
    private const int MostRefused = 5;

    private bool IsOn => options.Value is { Enabled: true, Episodes: true };

    /// <summary>What of the log is not written yet, as it will be. When it is very much it is written first.</summary>
    public async Task<IReadOnlyList<Episode>> WaitingAsync(ContentOwner person, CancellationToken cancellationToken)
    {
        if (!IsOn)
            return [];
        var turns = await log.OfAsync(person, null, TurnsASegment, cancellationToken);
        if (turns.Count < TurnsASegment)
            return [.. turns.SelectMany(episodes.Of)];
        await WriteAsync(person, null, cancellationToken);
        return [];
    }

    /// <summary>Some of what is not written yet, for a turn that does not wait for all of it.</summary>
    /// <returns>The episodes, and the person's newest segment when it was looked at.</returns>
    public async Task<(IReadOnlyList<Episode> Episodes, long? NewestSegment)> WaitingAsync(ContentOwner person, int turns, CancellationToken cancellationToken)
    {
        if (!IsOn)
            return ([], null);
        var (waiting, newest) = await log.WaitingAsync(person, turns, cancellationToken);
        return ([.. waiting.SelectMany(episodes.Of)], newest);
    }

    /// <param name="conversation">Only of this one; null for all of the person's.</param>
    /// <returns>Episodes written.</returns>
    public async Task<int> WriteAsync(ContentOwner person, ConversationKey? conversation, CancellationToken cancellationToken)
    {
        var (written, refused) = (0, 0);
        while (refused < MostRefused && IsOn && await log.OfAsync(person, conversation, TurnsASegment, cancellationToken) is { Count: > 0 } turns)
        {
            List<Episode> added = [.. turns.SelectMany(episodes.Of)];
            var found = added.Count <= MostWithVectors ? await vectors.InSpareTimeAsync(added, cancellationToken) : new QuantizedVector?[added.Count];
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            var content = added.Count == 0 ? [] : SegmentFormat.Write(SegmentContent.Of([.. added.Select((episode, i) => new StoredEpisode(episode, now, found[i]))], [], []));
            TakenIn[] takenIn = [.. turns.GroupBy(turn => turn.Conversation).Select(own => new TakenIn(own.Key, own.First().After, own.Max(turn => turn.Sequence), own.Count(), own.Count(turn => turn.IsEdited)))];
            // Null: another replica took them in, or some were erased, deleted or edited. Then the log says what is left.
            if (await segments.AppendAsync(person, new(added.Count, content, [], takenIn) { Change = Change(added) }, cancellationToken) is not null)
                (written, refused) = (written + added.Count, 0);
            else
                refused++;
        }
        return written;
    }

    private static MemoryEvent? Change(List<Episode> added) =>
        MemoryEvent.Of(MemoryEventKind.Remembered, [.. added.Select(episode => episode.Id)]) is { } change
            ? change with { Conversation = added.All(episode => episode.Conversation == added[0].Conversation) ? added[0].Conversation : null } : null;
}
