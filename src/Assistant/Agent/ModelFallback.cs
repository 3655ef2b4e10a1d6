using Assistant.Agent.Extractive;
using Assistant.Agent.Grounding;
using Assistant.Conversations;

namespace Assistant.Agent;

/// <summary>
/// What is answered when the model failed: what it said before, if that is worth reading; else a quote that answers, with one line that says why;
/// else the failure in plain words. After a refusal nothing is quoted in the model's stead.
/// </summary>
internal sealed class ModelFallback(ExtractiveStrategy quotes, AnswerFinish finish)
{
    private const int WorthReading = 60;

    public async Task<Answer> AnswerAsync(AgentRequest request, LanguageModelInfo model, ModelTurn? turn, LanguageModelException failure, CancellationToken cancellationToken)
    {
        var problem = failure.Problem;
        if (problem != TurnProblem.Refused && turn is not null && SaidSomething(turn))
            return finish.FinishPartial(turn.Prepared.Request, model, turn, problem);
        if (problem != TurnProblem.Refused && await QuoteAsync(request, cancellationToken) is { Found: true } quoted)
            return quoted with { Text = $"_{ModelWording.Quoted(problem, request.Language)}_\n\n{quoted.Text}", ToolCalls = [.. quoted.ToolCalls, .. turn?.Prepared.Scope.Calls ?? []] };
        var apology = TurnFailures.Apologise(problem, request.TurnId, request.Language, failure.RetryAfter);
        var notRead = FailureWording.Lines(request.Failures, request.Language);
        return apology with
        {
            Text = notRead.Length == 0 ? apology.Text : apology.Text + "\n\n" + notRead,
            Failures = request.Failures,
            ToolCalls = turn?.Prepared.Scope.Calls ?? [],
        };
    }

    private static bool SaidSomething(ModelTurn turn)
    {
        var said = turn.CircleAt >= 0 ? turn.Text.Said.AsSpan(0, Math.Min(turn.CircleAt, turn.Text.Length)) : turn.Text.Said;
        said = said.Trim();
        if (said.Length < WorthReading)
            return false;
        for (var i = 0; i < said.Length; i++)
        {
            if (SentenceEnds.Is(said, i))
                return true;
        }
        return false;
    }

    private async Task<Answer?> QuoteAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        await foreach (var update in quotes.AnswerAsync(request, cancellationToken))
        {
            if (update is AnswerReady ready)
                return ready.Answer;
        }
        return null;
    }
}
