using Assistant.Memory;
using Assistant.Memory.Facts;
using Assistant.Memory.LongTerm;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Conversations;

/// <summary>Step 8 of a turn: what is remembered of it, for the conversation's next turn and of its person. Stateless and thread-safe.</summary>
internal sealed partial class TurnMemory(
    WorkingMemoryPolicy policy, IWorkingMemory workingMemory, IOptions<LongTermMemoryOptions> longTerm, ILogger<TurnMemory> logger, PersonalFacts? facts = null, EpisodeQueue? episodes = null)
{
    /// <summary>Beside the turn's record; a turn that runs again after a crash replaces its own memory. Never throws.</summary>
    /// <returns>Whether the next turn begins from it.</returns>
    public async Task<bool> RememberAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (turn.Accepted.Message.Kind != InboundKind.Message)
            return false;
        using var step = TurnTelemetry.StartStep(TurnSteps.Remember);
        // Beside one another: what the person said of themselves does not wait for a summary of the conversation.
        var learning = TryAsync(turn, () => LearnAsync(turn, cancellationToken));
        var isSaved = await TryAsync(turn, () => SaveAsync(turn, cancellationToken));
        await learning;
        return isSaved;
    }

    private async Task<bool> SaveAsync(Turn turn, CancellationToken cancellationToken)
    {
        var (conversation, from) = (turn.Accepted.Message.Conversation, turn.Accepted.Message.From);
        if (turn.Answer is not { } answer)
            return await workingMemory.StopAsync(conversation, from.Id, turn.Recalled.Memory, [.. turn.Evidence.Select(e => e.Id)], cancellationToken);
        var cited = answer.CitedEvidence;
        var remembered = new RememberedTurn(turn.Accepted.Message.ActivityId, turn.Question, answer.Text, turn.Language, turn.StartedAt, turn.Evidence.Select(e => e.Id).Union(cited).ToArray(), answer.Found)
        {
            Cited = cited, Asked = answer.Asks, PersonId = from.Id, OtherIds = turn.OtherIds,
        };
        var next = await policy.NextAsync(new(conversation.Tenant, from.Id), conversation, turn.Recalled.Memory, remembered, cancellationToken);
        var isSaved = await workingMemory.SaveAsync(conversation, next, cancellationToken);
        if (!isSaved)
            Log.NotRemembered(logger, turn.Id);
        return isSaved;
    }

    private async Task<bool> LearnAsync(Turn turn, CancellationToken cancellationToken)
    {
        // A reply to what was asked back says nothing of its person, and its question was learnt from before.
        if (facts is null || !longTerm.Value.Enabled || turn.Answer is not { Question: null, IsUnclear: false } || PersonalFacts.OwnerOf(turn.Accepted.Message.Conversation, turn.Accepted.Message.From) is not { } person)
            return false;
        var said = turn.Accepted.Message;
        return await facts.LearnAsync(person, MemoryUtterance.Of(turn.Id, said.Conversation, said.ActivityId, turn.Question, LocalTime.Of(turn.StartedAt, said.TimeZone), turn.IsHeard), cancellationToken);
    }

    /// <summary>False when it could not be done: the log has the turn, and the next one is recalled from there.</summary>
    private async Task<bool> TryAsync(Turn turn, Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            Log.RememberFailed(logger, turn.Id, e);
        }
        return false;
    }

    /// <summary>The turn is in the log: its person's memory takes it from there, and what its answer cites was used.</summary>
    /// <param name="reply">Null when none was sent: then nothing was used.</param>
    public async Task RecordedAsync(Turn turn, StoredActivity? reply, CancellationToken cancellationToken)
    {
        if (turn.Accepted.Message is not { Kind: InboundKind.Message } said || PersonalFacts.OwnerOf(said.Conversation, said.From) is not { } person)
            return;
        episodes?.Add(person, said.Conversation);
        if (reply is null)
            return;
        episodes?.Used(person, EpisodesOfTurn.Cited(turn.Answer), reply.At);
        if (facts is null || EpisodesOfTurn.CitedFacts(turn.Answer) is not { Count: > 0 } used)
            return;
        try
        {
            await facts.UseAsync(person, used, reply.At, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.RememberFailed(logger, turn.Id, e);
        }
    }

    /// <summary>Somebody else has the conversation: what was saved here is not what its next turn begins from.</summary>
    public Task ForgetAsync(Turn turn) => workingMemory.RemoveAsync(turn.Accepted.Message.Conversation, CancellationToken.None);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {TurnId} was not remembered: somebody else was faster, or the store is away; the next turn recalls from the log")]
        public static partial void NotRemembered(ILogger logger, string turnId);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {TurnId} could not be remembered; the next turn recalls from the log")]
        public static partial void RememberFailed(ILogger logger, string turnId, Exception exception);
    }
}
