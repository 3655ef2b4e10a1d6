using Assistant.Agent;
using Assistant.Agent.Asking;
using Assistant.Agent.Extractive;
using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Tasks;
using Assistant.Agent.Extractive.Wording;
using Assistant.Conversations;
using Assistant.Memory;
using Assistant.Perception;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assistant.Benchmarks.Ask;

/// <summary>Asks the answers without a model directly, over evidence that was read before.</summary>
internal sealed class CachedAsk
{
    private readonly ExtractiveStrategy _strategy;

    public CachedAsk(AskCache cache, IServiceProvider services)
    {
        Ranking = new PassageRanking(cache);
        var indexes = new EvidenceIndexes();
        var asking = services.GetRequiredService<IOptions<AskBackOptions>>();
        _strategy = new(indexes, Ranking, new AttachmentComparison(Ranking), new DateSpan(Ranking), services.GetRequiredService<CourtesyReplies>(), new TaskReplies(indexes, new Classification(cache)), new AttachmentChoice(Ranking, asking), asking);
    }

    public PassageRanking Ranking { get; }

    public static AgentRequest Request(string question, Evidence evidence) => new()
    {
        Conversation = new(ConversationKey.DefaultTenant, "benchmark", evidence.Source),
        TurnId = "t",
        From = new("benchmark"),
        Question = question,
        Language = TextLanguage.Of(question, null),
        Evidence = [evidence],
        NewEvidence = 1,
        Failures = [],
        Memory = WorkingMemoryState.Empty,
        Now = TimeProvider.System.GetUtcNow(),
    };

    public async Task<Answer> AskAsync(string question, Evidence evidence)
    {
        await foreach (var update in _strategy.AnswerAsync(Request(question, evidence), default))
        {
            if (update is AnswerReady ready)
                return ready.Answer;
        }
        throw new InvalidOperationException("No answer.");
    }
}
