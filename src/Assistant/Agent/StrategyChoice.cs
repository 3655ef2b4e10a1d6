using Assistant.Agent.Extractive;
using Assistant.Agent.Models;

namespace Assistant.Agent;

/// <summary>Who answers: a model of a billion parameters or more; else quotes, with the small local model for free writing when it is installed.</summary>
internal sealed class StrategyChoice(LanguageModels models, ILocalLanguageModel local, Lazy<ModelStrategy> model, SmallModelWriting small, ExtractiveStrategy quotes) : IAnswerStrategy
{
    public IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, CancellationToken cancellationToken) => Choose().AnswerAsync(request, cancellationToken);

    internal IAnswerStrategy Choose() =>
        models.Current != LanguageModelInfo.Quotes ? model.Value
        : local.IsAvailable ? small
        : quotes;
}
