using Assistant.Audit;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Text;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Step 4: what the turn knows of the conversation before it: working memory, or the log when that is gone, and what was read earlier.</summary>
internal sealed class TurnRecall(IWorkingMemory workingMemory, ITurnLog log, IEvidenceStore evidence, IOptions<TurnOptions> options)
{
    private const int RebuiltTurns = 20;

    /// <param name="accepted">The message whose turn begins.</param>
    /// <param name="memoryMayBeOld">The conversation was opened since its last turn here, or that turn was not saved: its memory may be older than its log.</param>
    public async Task<RecalledContext> RecallAsync(AcceptedMessage accepted, bool memoryMayBeOld, CancellationToken cancellationToken)
    {
        if (accepted.Sequence == 1)
            return Told(accepted.Message);
        var conversation = accepted.Message.Conversation;
        var held = await workingMemory.LoadAsync(conversation, cancellationToken);
        var memory = WithoutThisTurn(held ?? WorkingMemoryState.Empty, accepted.Message.ActivityId);
        if (held is not null && memoryMayBeOld)
            memory = await RevisedAsync(conversation, memory, cancellationToken);
        if (held is null || memoryMayBeOld)
        {
            memory = await CatchUpAsync(conversation, memory, held is null ? RebuiltTurns : 1, cancellationToken);
            memory = await WithAllReadAsync(conversation, memory, held is null, cancellationToken);
        }
        var ids = memory.EvidenceIds.Take(options.Value.MaxRecalledEvidence).ToArray();
        return new(memory, ids.Length == 0 ? [] : await evidence.LoadAsync(conversation, ids, cancellationToken));
    }

    /// <summary>A conversation that the client keeps: what it tells of the turns before.</summary>
    private static RecalledContext Told(InboundMessage message) =>
        message.Earlier is not { Count: > 0 } earlier
            ? RecalledContext.Nothing
            : RecalledContext.Nothing with
            {
                Memory = WorkingMemoryState.Empty with
                {
                    Turns = [.. earlier.Select((turn, index) => new RememberedTurn(
                        $"earlier-{index + 1}", turn.Question, turn.Answer, TextLanguage.Of(turn.Question, message.Locale), message.ReceivedAt, [], Found: true))],
                },
            };

    /// <summary>A turn that runs again after a crash may already stand in memory.</summary>
    private static WorkingMemoryState WithoutThisTurn(WorkingMemoryState memory, string activityId) =>
        memory.Turns is [.., var last] && last.ActivityId == activityId ? memory with { Turns = [.. memory.Turns.SkipLast(1)] } : memory;

    /// <summary>What its senders have changed since: the memory may be older than that.</summary>
    private async Task<WorkingMemoryState> RevisedAsync(ConversationKey conversation, WorkingMemoryState memory, CancellationToken cancellationToken)
    {
        foreach (var (activityId, text) in await log.RevisedAsync(conversation, cancellationToken))
            memory = MemoryRevisions.Revised(memory, activityId, text) ?? memory;
        return memory;
    }

    /// <summary>Without the questions that the log knows to be open no more, or does not know; of what is older than was looked at it has not been asked.</summary>
    private static WorkingMemoryState Settled(WorkingMemoryState memory, IReadOnlyList<RememberedTurn> recorded) => memory with
    {
        Turns = [.. memory.Turns.Select(turn => turn.Asked is { } asked && !(recorded.Count == RebuiltTurns && turn.At < recorded[0].At) && !recorded.Any(other => other.ActivityId == turn.ActivityId && other.Asked?.Id == asked.Id) ? turn with { Asked = null } : turn)],
    };

    /// <summary>What was read last, also in turns that were stopped, of which the log tells nothing else; and where memory was lost, all that it would have had.</summary>
    private async Task<WorkingMemoryState> WithAllReadAsync(ConversationKey conversation, WorkingMemoryState memory, bool isLost, CancellationToken cancellationToken)
    {
        var stored = await evidence.NewestAsync(conversation, WorkingMemoryPolicy.MaxEvidence, cancellationToken);
        // A table that stood in a message's text is untrue once the text is another.
        var (known, newest) = (memory.EvidenceIds.ToHashSet(), stored.Where(read => !(read.MayBeEdited && PastedTable.IsReadIn(read.Id))).Select(read => read.Id).ToList());
        IReadOnlyList<string> all = [.. newest.TakeWhile(id => !known.Contains(id)).Concat(memory.EvidenceIds).Union(isLost ? newest : []).Take(WorkingMemoryPolicy.MaxEvidence)];
        return all.SequenceEqual(memory.EvidenceIds) ? memory : memory with { EvidenceIds = all };
    }

    private async Task<WorkingMemoryState> CatchUpAsync(ConversationKey conversation, WorkingMemoryState memory, int turns, CancellationToken cancellationToken)
    {
        var recorded = await log.RecentTurnsAsync(conversation, turns, cancellationToken);
        if (recorded is not [.., var newest])
            return memory;
        var isNewest = memory.Turns is [.., var last] && last.ActivityId == newest.ActivityId;
        if (isNewest && !memory.Turns.Any(turn => turn.Asked is not null))
            return memory;
        if (turns < RebuiltTurns)
            recorded = await log.RecentTurnsAsync(conversation, RebuiltTurns, cancellationToken);
        memory = Settled(memory, recorded);
        if (isNewest)
            return memory;
        var known = memory.Turns is [.., var remembered] ? Array.LastIndexOf([.. recorded.Select(turn => turn.ActivityId)], remembered.ActivityId) : -1;
        IReadOnlyList<RememberedTurn> missed = [.. recorded.Skip(known + 1)];
        return memory with
        {
            Turns = known < 0 ? missed : [.. memory.Turns, .. missed],
            EvidenceIds = [.. missed.Reverse().SelectMany(turn => turn.EvidenceIds).Union(memory.EvidenceIds)],
        };
    }
}

/// <param name="Memory">As the next state builds on it.</param>
/// <param name="Evidence">Of earlier turns, newest first; what is older stands in <paramref name="Memory"/> by reference.</param>
internal sealed record RecalledContext(WorkingMemoryState Memory, IReadOnlyList<Evidence> Evidence)
{
    public static RecalledContext Nothing { get; } = new(WorkingMemoryState.Empty, []);
}
