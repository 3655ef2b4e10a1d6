using System.Runtime.CompilerServices;
using Assistant.Agent;

namespace Assistant.Benchmarks.Tokens;

/// <summary>Says the question back at once: what is left is the channel, the inbox, the grain and the log.</summary>
internal sealed class EchoAnswers : IAnswerStrategy
{
    public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new AnswerReady(new Answer { Text = request.Question, Found = true, Model = "echo", Language = request.Language, Failures = request.Failures });
    }
}
