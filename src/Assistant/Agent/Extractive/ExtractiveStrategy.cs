using System.Runtime.CompilerServices;

namespace Assistant.Agent.Extractive;

/// <summary>Answers by quoting the evidence, without a language model; says so when it does not find an answer.</summary>
internal sealed class ExtractiveStrategy : IAnswerStrategy
{
    public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        yield return new AnswerReady(new Answer { Text = "I did not find that.", Found = false, Model = "quotes", Language = request.Language, Failures = request.Failures });
    }
}
