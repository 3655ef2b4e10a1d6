using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Assistant.Privacy;

namespace Assistant.Memory;

/// <summary>
/// Takes what a person had forgotten out of the working memories of the conversations in which it was said: the model must not read it back in the next turn. The turns stay, without their words;
/// a summary that may hold them goes. The log keeps what was said.
/// </summary>
internal sealed class ForgottenWords(IWorkingMemory workingMemory)
{
    public const string InTheirPlace = "(forgotten)";
    private const int Tries = 5;

    /// <param name="episodes">By their ids: the turns that left these lose their words.</param>
    /// <param name="values">And so do those with one of these.</param>
    public async Task RemoveAsync(ContentOwner person, IEnumerable<string> conversations, IReadOnlyCollection<string> episodes, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        foreach (var conversation in conversations.Distinct(StringComparer.Ordinal).Select(ConversationKey.TryParse).OfType<ConversationKey>())
        {
            bool Left(string episode, RememberedTurn turn) => EpisodesOfTurn.IsOf(episode, TurnIds.For(conversation, turn.ActivityId));
            await RemoveAsync(conversation,
                turn => IsOf(person, turn) && (ValueInText.IsAnyIn(turn.Question, values) || ValueInText.IsAnyIn(turn.Answer, values) || episodes.Any(episode => Left(episode, turn))),
                // Of a turn that is summed up it is not known whether its words are in the summary.
                memory => ValueInText.IsAnyIn(memory.Summary, values) || episodes.Any(episode => !memory.Turns.Any(turn => Left(episode, turn))), cancellationToken);
        }
    }

    /// <summary>All that the person said there, and was answered.</summary>
    public async Task RemoveAllAsync(ContentOwner person, IEnumerable<ConversationKey> conversations, CancellationToken cancellationToken)
    {
        foreach (var conversation in conversations)
            await RemoveAsync(conversation, turn => IsOf(person, turn), memory => memory.SummaryOf.Count == 0 || memory.SummaryOf.Contains(person.SubjectId), cancellationToken);
    }

    private static bool IsOf(ContentOwner person, RememberedTurn turn) => turn.PersonId is null || turn.PersonId == person.SubjectId;

    private async Task RemoveAsync(ConversationKey conversation, Func<RememberedTurn, bool> isGone, Func<WorkingMemoryState, bool> isSummedUp, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await workingMemory.LoadAsync(conversation, cancellationToken) is not { } memory || Without(memory, isGone, isSummedUp) is not { } without
                || await workingMemory.SaveAsync(conversation, without with { Version = memory.Version + 1 }, cancellationToken))
                return;
        }
        await workingMemory.RemoveAsync(conversation, cancellationToken);
    }

    /// <summary>Null when there is nothing of it.</summary>
    /// <param name="isSummedUp">The summary, which is not empty, may hold it.</param>
    private static WorkingMemoryState? Without(WorkingMemoryState memory, Func<RememberedTurn, bool> isGone, Func<WorkingMemoryState, bool> isSummedUp)
    {
        var goes = memory.Summary.Length > 0 && isSummedUp(memory);
        return !goes && !memory.Turns.Any(isGone) ? null : memory with
        {
            Turns = [.. memory.Turns.Select(turn => isGone(turn) ? turn with { Question = InTheirPlace, Answer = "", Asked = null, Tokens = 0 } : turn)],
            Summary = goes ? "" : memory.Summary,
            SummaryOf = goes ? [] : memory.SummaryOf,
        };
    }
}
