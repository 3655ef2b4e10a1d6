using System.Runtime.CompilerServices;
using Assistant.Agent.Grounding;
using Assistant.Agent.Models;
using Assistant.Conversations;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>
/// Answers with a language model: prepares its request, streams what it says, runs its tools through the kernel, and checks the finished text.
/// Whatever the model or its server does, the turn ends with an answer or a clear failure.
/// </summary>
internal sealed partial class ModelStrategy(
    LanguageModels models, TurnPreparation preparation, SettledTools settledTools, AnswerFinish finish, ModelFallback fallback, IOptions<ModelOptions> options, ILogger<ModelStrategy> logger) : IAnswerStrategy
{
    // A server that minds max_tokens stays below; one that does not is stopped.
    private const int CharactersAToken = 8;
    private const int LookForCircles = 400;

    public IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, CancellationToken cancellationToken) => AnswerAsync(request, models.Current, cancellationToken);

    public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, LanguageModelInfo model, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ModelTurn? turn = null;
        LanguageModelException? failure = null;
        var settling = settledTools.Begin(request);
        using var time = new StepTime(request.Overdue, cancellationToken);
        // Half of the evidence, when the server says that all of it is too long.
        foreach (var share in (double[])[1, 0.5])
        {
            (turn, failure) = await BeginAsync(request, model, share, time);
            if (turn is null)
                break;
            if (settling is not null && !await settling.ApplyAsync(turn.Prepared, cancellationToken))
            {
                yield return new AnswerReady(SettledTools.Interrupted(request, model, turn.Prepared.Scope));
                yield break;
            }
            await using var updates = turn.Prepared.Client.GetStreamingResponseAsync(turn.Prepared.Messages, turn.Prepared.Options, time.Token).GetAsyncEnumerator(time.Token);
            while (true)
            {
                (var update, failure) = await NextAsync(updates, time);
                if (update is null)
                    break;
                foreach (var said in Hear(turn, update))
                    yield return said;
                if (turn.Stopped)
                    break;
            }
            if (turn.Text.End() is { Length: > 0 } rest)
                yield return new AnswerDelta(rest);
            if (failure is not { TooLong: true } || turn.Text.Length > 0)
                break;
        }
        if (failure is not null)
            Log.ModelFailed(logger, request.TurnId, failure.Problem, failure.Message, failure.InnerException?.GetType().Name);
        if (failure is null && turn!.Prepared.Scope is { Waiting: { } waiting } scope)
        {
            yield return new AnswerReady(settledTools.Ask(request, model, scope, waiting, finish.Links(request).Clean(turn.Text.Said).Trim()));
            yield break;
        }
        failure ??= turn!.Problem(request);
        yield return new AnswerReady(failure is null ? finish.Finish(turn!.Prepared.Request, model, turn) : await fallback.AnswerAsync(request, model, turn, failure, cancellationToken));
    }

    private async Task<(ModelTurn?, LanguageModelException?)> BeginAsync(AgentRequest request, LanguageModelInfo model, double share, StepTime time)
    {
        try
        {
            return (new ModelTurn(await preparation.PrepareAsync(request, model, share, time.Token), finish.Links(request)), null);
        }
        catch (OperationCanceledException e) when (time.IsOver(e))
        {
            return (null, Overdue());
        }
        catch (LanguageModelException e)
        {
            return (null, e);
        }
    }

    private static async ValueTask<(ChatResponseUpdate?, LanguageModelException?)> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, StepTime time)
    {
        try
        {
            return (await updates.MoveNextAsync() ? updates.Current : null, null);
        }
        catch (OperationCanceledException e) when (time.IsOver(e))
        {
            return (null, Overdue());
        }
        catch (LanguageModelException e)
        {
            return (null, e);
        }
    }

    private static LanguageModelException Overdue() => new(TurnProblem.DeadlineExceeded, "The model took longer than a turn may.");

    private IEnumerable<AgentUpdate> Hear(ModelTurn turn, ChatResponseUpdate update)
    {
        if (update.FinishReason is { } reason)
            turn.FinishReason = reason;
        if (update.Role == ChatRole.Tool)
            yield break;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } text:
                    if (turn.Say(text.Text) is { Length: > 0 } shown)
                        yield return new AnswerDelta(shown);
                    turn.Watch(options.Value.MaxOutputTokens * CharactersAToken * options.Value.MaxRounds, LookForCircles);
                    break;
                case FunctionCallContent call when turn.Prepared.Offers(call.Name):
                    yield return new AgentProgress(new TurnProgress(TurnStage.UsingTool, Subject: call.Name));
                    break;
                case FunctionCallContent call:
                    turn.Prepared.Scope.Record(new ToolCall(Name(call.Name), "", "There is no such tool; nothing was run.", false, 0));
                    break;
            }
        }
    }

    private static string Name(string name) => DataText.Line(name.Length <= 100 ? name : name[..100]);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {TurnId}: {Problem}: {Reason} ({Cause})")]
        public static partial void ModelFailed(ILogger logger, string turnId, TurnProblem problem, string reason, string? cause);
    }
}
