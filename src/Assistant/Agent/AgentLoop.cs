using System.Runtime.CompilerServices;

namespace Assistant.Agent;

/// <summary>Step 6: chooses how a question is answered and runs it to a finished answer.</summary>
/// <param name="memory">Null where no store remembers people.</param>
internal sealed class AgentLoop(IAnswerStrategy strategy, MemoryAnswers? memory = null)
{
    /// <summary>Any number of updates, the last of which is <see cref="AnswerReady"/>.</summary>
    public async IAsyncEnumerable<AgentUpdate> RunAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (memory is not null && await memory.AnswerAsync(request, cancellationToken) is { } remembered)
        {
            yield return new AnswerReady(remembered);
            yield break;
        }
        await foreach (var update in strategy.AnswerAsync(request, cancellationToken))
            yield return update;
    }
}
