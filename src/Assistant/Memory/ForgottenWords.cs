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
            await RemoveAsync(person, conversation, episodes, values, cancellationToken);
    }

    private async Task RemoveAsync(ContentOwner person, ConversationKey conversation, IReadOnlyCollection<string> episodes, IReadOnlyCollection<string> values, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < Tries; tried++)
        {
            if (await workingMemory.LoadAsync(conversation, cancellationToken) is not { } memory || Without(memory, person, conversation, episodes, values) is not { } without
                || await workingMemory.SaveAsync(conversation, without with { Version = memory.Version + 1 }, cancellationToken))
                return;
        }
        await workingMemory.RemoveAsync(conversation, cancellationToken);
    }

    /// <summary>Null when there is nothing of it.</summary>
    private static WorkingMemoryState? Without(WorkingMemoryState memory, ContentOwner person, ConversationKey conversation, IReadOnlyCollection<string> episodes, IReadOnlyCollection<string> values)
    {
        bool IsGone(RememberedTurn turn) => (turn.PersonId is null || turn.PersonId == person.SubjectId)
            && (ValueInText.IsAnyIn(turn.Question, values) || ValueInText.IsAnyIn(turn.Answer, values) || TurnIds.For(conversation, turn.ActivityId) is var id && episodes.Any(episode => EpisodesOfTurn.IsOf(episode, id)));
        var isThere = memory.Turns.Any(IsGone);
        // Of a turn that is summed up it is not known whether its words are in the summary.
        var isSummedUp = memory.Summary.Length > 0 && (ValueInText.IsAnyIn(memory.Summary, values) || episodes.Any(episode => !memory.Turns.Any(turn => EpisodesOfTurn.IsOf(episode, TurnIds.For(conversation, turn.ActivityId)))));
        return !isThere && !isSummedUp ? null : memory with
        {
            Turns = [.. memory.Turns.Select(turn => IsGone(turn) ? turn with { Question = InTheirPlace, Answer = "", Asked = null, Tokens = 0 } : turn)],
            Summary = isSummedUp ? "" : memory.Summary,
            SummaryOf = isSummedUp ? [] : memory.SummaryOf,
        };
    }
}
