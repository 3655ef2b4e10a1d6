using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Privacy;
using Assistant.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Memory;

/// <summary>
/// Step 8: what the next turn will know, bounded by tokens of the model in use: the newest turns whole, older ones in a running summary,
/// what was read by reference. Never fails a turn: without a summary by the model there is an extractive one.
/// </summary>
internal sealed partial class WorkingMemoryPolicy(
    ILanguageModels models, IConversationSummary summary, IOptions<MemoryPolicyOptions> options, TimeProvider time, ILogger<WorkingMemoryPolicy> logger)
{
    /// <summary>References that are kept.</summary>
    public const int MaxEvidence = 200;

    private const int LongestSide = 16_000;
    private const int TokensForQuotes = 4_000;

    // Letting go of several turns at once makes the summary a matter of every few turns.
    private const double KeptWhenFull = 0.6;
    private const double WordsAToken = 0.4;

    /// <summary>The state after a finished turn; its version is one more.</summary>
    public async Task<WorkingMemoryState> NextAsync(ContentOwner person, ConversationKey conversation, WorkingMemoryState state, RememberedTurn turn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RememberedTurn[] turns = [.. state.Turns, Bounded(turn)];
        var kept = Kept(turns);
        var next = state with { Version = state.Version + 1, Turns = turns, EvidenceIds = [.. turn.EvidenceIds.Union(state.EvidenceIds).Take(MaxEvidence)] };
        if (kept == turns.Length)
            return next;
        // Whoever was asked may answer yet, however much others say meanwhile.
        var asking = turns.Asking().Where(asked => asked.Asked!.IsOpenAt(time.GetUtcNow())).Except(turns[^kept..]).ToArray();
        next = next with { Turns = [.. asking, .. turns[^kept..]] };
        var gone = turns[..^kept].Except(asking).ToArray();
        if (gone.Length == 0)
            return next;
        string[] people = [.. state.SummaryOf.Union(gone.SelectMany(each => each.OtherIds.Append(each.PersonId)).OfType<string>())];
        var request = new SummaryRequest(person, [.. people.Where(id => id != person.SubjectId)], conversation, state.Summary, gone, turn.Language, (int)(SummaryTokens * WordsAToken));
        return next with { Summary = await SummaryAsync(request, cancellationToken), SummaryOf = people };
    }

    private int MaxTokens => options.Value.MaxTokens > 0 ? options.Value.MaxTokens : models.Current is { IsModel: true } model ? model.ContextTokens / 4 : TokensForQuotes;

    private int SummaryTokens => options.Value.SummaryTokens > 0 ? options.Value.SummaryTokens : MaxTokens / 4;

    /// <summary>How many of the newest turns stay whole; the newest always does.</summary>
    private int Kept(RememberedTurn[] turns)
    {
        var max = MaxTokens;
        if (turns.Length <= options.Value.MaxTurns && turns.Sum(ConversationHistory.Tokens) <= max)
            return turns.Length;
        var (kept, tokens) = (1, ConversationHistory.Tokens(turns[^1]));
        while (kept < turns.Length && kept < options.Value.MaxTurns && (tokens += ConversationHistory.Tokens(turns[^(kept + 1)])) <= max * KeptWhenFull)
            kept++;
        return kept;
    }

    private async Task<string> SummaryAsync(SummaryRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var timer = new CancellationTokenSource(options.Value.SummaryDeadline, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
            if (await summary.SummariseAsync(request, linked.Token) is { Length: > 0 } written)
                return ExtractiveSummary.Bound(written, SummaryTokens);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            Log.NotSummarised(logger, e.GetType().Name);
        }
        return ExtractiveSummary.Of(request.Earlier, request.Turns, SummaryTokens);
    }

    private static RememberedTurn Bounded(RememberedTurn turn)
    {
        var bounded = turn.Question.Length <= LongestSide && turn.Answer.Length <= LongestSide ? turn : turn with { Question = turn.Question.Shortened(LongestSide), Answer = turn.Answer.Shortened(LongestSide) };
        return bounded with { Tokens = ConversationHistory.Tokens(bounded) };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The model did not summarise the conversation ({Error}); an extractive summary is kept")]
        public static partial void NotSummarised(ILogger logger, string error);
    }
}
