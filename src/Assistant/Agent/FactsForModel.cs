using Assistant.Agent.Tasks;
using Assistant.Conversations;
using Assistant.Memory.Facts;
using Assistant.Memory.Facts.Dialogue;
using Assistant.Memory.LongTerm;
using Assistant.Perception;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>
/// For a model: what a person has told of themselves, as passages behind all other evidence. What the message asks for comes first, then what is strongest;
/// only what still holds, and only where the message speaks of the person or is to be written in their name. A model that rests on one cites it, which counts as its use.
/// </summary>
internal sealed partial class FactsForModel(
    PersonalFacts facts, FactRanking ranking, ILanguageModels models, IOptions<LongTermMemoryOptions> longTerm, IOptions<FactBudgetOptions> budget, ILogger<FactsForModel> logger)
{
    /// <summary>The request with facts in its evidence; as it was where nobody may read them, none bears on it, or they cannot be read just now.</summary>
    public async Task<AgentRequest> WithFactsAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        if (!models.Current.IsModel || !longTerm.Value.Enabled || budget.Value.MaxFactsForModel == 0 || request.IsShared || !Bears(request.Question)
            || PersonalFacts.OwnerOf(request.Conversation, request.From) is not { } person)
            return request;
        try
        {
            var ledger = await facts.OpenAsync(person, cancellationToken);
            return request with { Evidence = [.. request.Evidence, .. Choose(ledger, request).Select(fact => Passage(fact, request.Language))] };
        }
        catch (StorageUnavailableException e)
        {
            Log.NotRead(logger, request.TurnId, e.Message);
            return request;
        }
    }

    private static bool Bears(string question) => MessageTasks.Of(question) switch
    {
        MessageTask.Write => true,
        MessageTask.Answer => BackwardLook.SpeaksOfOneself(question),
        _ => false,
    };

    private IEnumerable<Fact> Choose(IFactLedger ledger, AgentRequest request)
    {
        if (ledger.Facts.Count == 0)
            return [];
        var asked = ranking.Score(ledger, new RecallQuery(request.Question), request.Now).Select(scored => scored.Fact);
        return asked.Concat(FactBudget.Split(ledger, request.Now, budget.Value).AtHand)
            .Where(fact => fact.HoldsAt(ledger.Present(request.Now))).DistinctBy(fact => fact.Id).Take(budget.Value.MaxFactsForModel);
    }

    private static Evidence Passage(Fact fact, string language) => new()
    {
        Id = EpisodesOfTurn.CitedFact + fact.Id,
        Kind = EvidenceKind.Memory,
        Source = EpisodeWording.Told(fact.Source.SaidAt, language),
        Blocks = [new EvidenceBlock(MemoryWording.Item(fact, language), new SourcePosition())],
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {TurnId}: what is known of the person was not read: {Reason}")]
        public static partial void NotRead(ILogger logger, string turnId, string reason);
    }
}
