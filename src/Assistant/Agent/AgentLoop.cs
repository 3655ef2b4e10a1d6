namespace Assistant.Agent;

/// <summary>Step 6: chooses how a question is answered and runs it to a finished answer.</summary>
internal sealed class AgentLoop(IAnswerStrategy strategy)
{
    /// <summary>Any number of updates, the last of which is <see cref="AnswerReady"/>.</summary>
    public IAsyncEnumerable<AgentUpdate> RunAsync(AgentRequest request, CancellationToken cancellationToken) => strategy.AnswerAsync(request, cancellationToken);
}
