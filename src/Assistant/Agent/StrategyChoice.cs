using Assistant.Agent.Asking;
using Assistant.Agent.Extractive;
using Assistant.Agent.Models;

namespace Assistant.Agent;

/// <summary>Who answers: a model of a billion parameters or more; else quotes, with the small local model for free writing when it is installed.</summary>
internal sealed class StrategyChoice(LanguageModels models, ILocalLanguageModel local, Lazy<ModelStrategy> model, SmallModelWriting small, ExtractiveStrategy quotes) : IAnswerStrategy
{
    public IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, CancellationToken cancellationToken) =>
        Choose() is var chosen && request.Settled is not null && chosen is not ModelStrategy ? NotOpenAsync(request) : chosen.AnswerAsync(request, cancellationToken);

    internal IAnswerStrategy Choose() =>
        models.Current.IsModel ? model.Value
        : local.IsAvailable ? small
        : quotes;

    /// <summary>The model that wanted to run a tool is gone since: nobody is there to go on with what came out of it.</summary>
    private static async IAsyncEnumerable<AgentUpdate> NotOpenAsync(AgentRequest request)
    {
        await Task.CompletedTask;
        yield return new AnswerReady(Answer.Fixed(AskedWording.NotOpen(request.Language), request.Language, AnsweredBy.Quotes, found: false));
    }
}
