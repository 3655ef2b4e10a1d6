using System.Runtime.CompilerServices;
using Assistant.Perception;

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
            yield return new AnswerReady(remembered with { MemoryRead = [.. remembered.Citations.Select(citation => citation.EvidenceId)] });
            yield break;
        }
        if (episodes is not null)
            request = await episodes.WithMemoryAsync(request, cancellationToken);
        await foreach (var update in strategy.AnswerAsync(request, cancellationToken))
        {
            if (update is not AnswerReady { Answer: var answer })
                yield return update;
            // What this conversation does not answer, an earlier one may.
            else if (answer is { Found: false, Failure: null } && episodes is not null)
                yield return new AnswerReady(await episodes.AnswerAsync(request, Read(answer, request), cancellationToken));
            else
                yield return new AnswerReady(Read(answer, request));
        }
    }

    /// <summary>What memory offered was read, whether the answer cites it or not.</summary>
    private static Answer Read(Answer answer, AgentRequest request) =>
        request.Evidence.Any(each => each.Kind == EvidenceKind.Memory) ? answer with { MemoryRead = [.. request.Evidence.Where(each => each.Kind == EvidenceKind.Memory).Select(each => each.Id)] } : answer;
}
