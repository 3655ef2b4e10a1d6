using System.Runtime.CompilerServices;

namespace Assistant.Agent;

/// <summary>Step 6: chooses how a question is answered and runs it to a finished answer.</summary>
/// <param name="memory">Null where no store remembers people, as <paramref name="episodes"/>.</param>
internal sealed class AgentLoop(IAnswerStrategy strategy, MemoryAnswers? memory = null, EpisodeAnswers? episodes = null)
{
    /// <summary>Any number of updates, the last of which is <see cref="AnswerReady"/>.</summary>
    public async IAsyncEnumerable<AgentUpdate> RunAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (memory is not null && await memory.AnswerAsync(request, cancellationToken) is { } remembered)
        {
            yield return new AnswerReady(remembered);
            yield break;
        }
        if (episodes is not null)
            request = await episodes.WithMemoryAsync(request, cancellationToken);
        await foreach (var update in strategy.AnswerAsync(request, cancellationToken))
        {
            // What this conversation does not answer, an earlier one may.
            if (update is AnswerReady { Answer: { Found: false, Failure: null } } && episodes is not null && await episodes.AnswerAsync(request, cancellationToken) is { } recalled)
                yield return new AnswerReady(recalled);
            else
                yield return update;
        }
    }
}
