using System.Runtime.CompilerServices;
using System.Text;
using Assistant.Agent.Extractive;
using Assistant.Agent.Grounding;
using Assistant.Agent.Models;
using Assistant.Agent.Tasks;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Assistant.Agent;

/// <summary>
/// Quotes first; the small local model only where they have nothing to say and the person asked for a text, not for a fact. Marked as what it is.
/// A model of under a billion parameters never overrules an extracted answer.
/// </summary>
internal sealed partial class SmallModelWriting(ExtractiveStrategy quotes, ILocalLanguageModel local, AnswerFinish finish, ILogger<SmallModelWriting> logger) : IAnswerStrategy
{
    private const int LongestWish = 2_000;
    private const int MaxTokens = 300;

    /// <summary>True when nothing but a written text is wanted: there is no evidence with the message that could answer it.</summary>
    public static bool IsFreeForm(AgentRequest request) =>
        request.NewEvidence == 0 && request.Failures.Count == 0 && request.Question.Length is > 0 and <= LongestWish && MessageTasks.Of(request.Question) == MessageTask.Write;

    public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Answer? extracted = null;
        await foreach (var update in quotes.AnswerAsync(request, cancellationToken))
        {
            if (update is AnswerReady ready)
                extracted = ready.Answer;
            else
                yield return update;
        }
        if (extracted is not { Found: false } || !IsFreeForm(request))
        {
            yield return new AnswerReady(extracted!);
            yield break;
        }
        yield return new AgentProgress(new Conversations.TurnProgress(Conversations.TurnStage.Thinking));
        yield return new AnswerReady(await WriteAsync(request, extracted, cancellationToken));
    }

    private async Task<Answer> WriteAsync(AgentRequest request, Answer otherwise, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        try
        {
            ChatMessage[] messages = [new(ChatRole.System, "You write what the person asks for, briefly."), new(ChatRole.User, DataText.Lines(request.Question))];
            request.Sent.Add(local.Name, messages, []);
            await foreach (var update in local.Client.GetStreamingResponseAsync(messages, new ChatOptions { MaxOutputTokens = MaxTokens, Temperature = 0 }, cancellationToken))
            {
                text.Append(update.Text);
                if (RepetitionWatch.Find(text.ToString()) is >= 0 and var circle)
                {
                    text.Length = circle;
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (Exception e)
        {
            Log.NotWritten(logger, request.TurnId, e);
            return otherwise;
        }
        var written = finish.Links(request).Clean(text.ToString()).Trim();
        return written.Length == 0 ? otherwise : otherwise with
        {
            Text = $"{written}\n\n{ModelWording.SmallModel(local.Name, request.Language)}",
            Found = true,
            Model = local.Name,
            Citations = [],
            SuggestedReplies = [],
        };
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {TurnId}: the local model did not write")]
        public static partial void NotWritten(ILogger logger, string turnId, Exception exception);
    }
}
