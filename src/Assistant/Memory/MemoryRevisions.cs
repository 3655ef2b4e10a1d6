using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Assistant.Privacy;
using Microsoft.Extensions.Options;

namespace Assistant.Memory;

/// <summary>
/// Changes what is remembered of a message when its sender changes or deletes it: the conversation's working memory, the facts that were learnt from it, and its episodes.
/// The log keeps what was said. What an edited message says now was said when it was sent. Doing it again changes nothing more. Of somebody under a legal hold nothing that is remembered changes.
/// </summary>
internal sealed class MemoryRevisions(
    IWorkingMemory workingMemory, IConversationDirectory directory, IOptions<LongTermMemoryOptions> longTerm, PersonalFacts? facts = null, ILongTermMemory? episodes = null, IMemoryPauses? pauses = null, ILegalHolds? holds = null)
{
    private const int Tries = 5;

    public async Task ReviseAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        await ReviseConversationAsync(revision, cancellationToken);
        if (PersonalFacts.OwnerOf(revision.Conversation, revision.From) is { } person)
            await RevisePersonAsync(person, revision, cancellationToken);
    }

    /// <summary>A working memory in which a message says what it says now; null when the message stands only in its summary, if at all.</summary>
    /// <param name="text">Null: it was deleted, and what was read in its attachments goes with it.</param>
    public static WorkingMemoryState? Revised(WorkingMemoryState memory, string activityId, string? text)
    {
        if (memory.Turns.FirstOrDefault(turn => turn.ActivityId == activityId) is not { } known)
            return null;
        if (text is not null)
            return known.Question == text ? memory : Without([.. known.EvidenceIds.Where(PastedTable.IsReadIn)], memory with { Turns = [.. memory.Turns.Select(turn => turn == known ? Retold(turn, text) : turn)] });
        // What its person's turn before it asked was settled by it.
        var before = known.PersonId is { } person ? memory.Turns.TakeWhile(turn => turn != known).AskingOf(person) : memory.Turns.TakeWhile(turn => turn != known).LastOrDefault();
        var others = memory.Turns.Where(turn => turn != known).Select(turn => turn == before ? turn with { Asked = null } : turn).ToArray();
        var gone = known.EvidenceIds.Except(others.SelectMany(turn => turn.EvidenceIds)).ToHashSet();
        return Without(gone, memory with { Turns = others });
    }

    private static WorkingMemoryState Without(HashSet<string> gone, WorkingMemoryState memory) => memory with { EvidenceIds = [.. memory.EvidenceIds.Where(id => !gone.Contains(id))] };

    /// <summary>Something was read in a turn that is not remembered.</summary>
    private static bool HasStopped(WorkingMemoryState memory) => memory.EvidenceIds.Except(memory.Turns.SelectMany(turn => turn.EvidenceIds)).Any();

    private static RememberedTurn Retold(RememberedTurn turn, string text)
    {
        var retold = turn with { Question = text, Tokens = 0 };
        return retold with { Tokens = ConversationHistory.Tokens(retold) };
    }

    private async Task ReviseConversationAsync(MessageRevision revision, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await workingMemory.LoadAsync(revision.Conversation, cancellationToken) is not { } memory)
                return;
            var revised = Revised(memory, revision.ActivityId, revision.Text);
            if (revised is null && (memory.Summary.Length > 0 || (revision.IsDeletion && HasStopped(memory))))
            {
                // It may stand in the summary, from which nothing can be taken, or be the one whose turn was stopped: the next turn recalls from the log.
                await workingMemory.RemoveAsync(revision.Conversation, cancellationToken);
                return;
            }
            if (revised is null || ReferenceEquals(revised, memory) || await workingMemory.SaveAsync(revision.Conversation, revised with { Version = memory.Version + 1 }, cancellationToken))
                return;
        }
        await workingMemory.RemoveAsync(revision.Conversation, cancellationToken);
    }

    private async Task RevisePersonAsync(ContentOwner person, MessageRevision revision, CancellationToken cancellationToken)
    {
        if (holds is not null && (await holds.ListAsync(cancellationToken)).Contains(person))
            return;
        var episode = TurnIds.For(revision.Conversation, revision.ActivityId);
        // Null: it was deleted, or erased meanwhile.
        var said = revision.Text is not null && await directory.FindActivityAsync(revision.Conversation, revision.ActivityId, cancellationToken) is { } sent && sent.From.Id == revision.From.Id ? sent : null;
        if (facts is not null)
        {
            await facts.ChangeAsync(person, ledger => ledger.ForgetEpisode(episode), cancellationToken);
            if (said is not null && longTerm.Value.Enabled)
                await facts.LearnAsync(person, MemoryUtterance.Of(episode, revision.Conversation, revision.ActivityId, revision.Text!, LocalTime.Of(said.At, said.TimeZone)) with { IsLive = false }, cancellationToken);
        }
        if (episodes is null)
            return;
        // What of an edited message was remembered is remembered as it is now; what waits to be comes from the log, which has the new text.
        if (await episodes.ForgetTurnAsync(person, revision.Conversation, episode, cancellationToken) > 0 && said is not null && revision.Text is { Length: > 0 } text && !await IsSilentAsync(person, said.At, cancellationToken))
            await episodes.RememberAsync(person, [new(episode, said.At, EpisodesOfTurn.UserSpeaker, revision.Conversation.ToString(), text)], withVectors: true, cancellationToken);
    }

    /// <summary>Memory is paused, or was when this was said.</summary>
    private async Task<bool> IsSilentAsync(ContentOwner person, DateTimeOffset at, CancellationToken cancellationToken) =>
        pauses is not null && at < await pauses.SilentUntilAsync(person, cancellationToken);
}
