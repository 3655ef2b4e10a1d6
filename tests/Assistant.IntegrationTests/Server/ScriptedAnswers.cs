using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Assistant.Agent;
using Assistant.Conversations;
using Assistant.Perception;

namespace Assistant.IntegrationTests.Server;

/// <summary>
/// Answers as a test asks: "slow ..." grows a word every 100 ms, "steady ..." too and has them in its answer, "paced ..." grows a word each time that a test lets it go on, "wait ..." says nothing until it is stopped, "fail ..." throws, "busy ..." is told to wait 20 seconds, "half ..." has half an answer, "cite ..." has two citations, a card and suggestions, "recall" tells the earlier turns, "read ..." the first line of what was read;
/// anything else is said back in three pieces.
/// </summary>
internal sealed class ScriptedAnswers : IAnswerStrategy
{
    /// <summary>Each stands until it is released: the last one's release ends the answer.</summary>
    public const int PacedWords = 4;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _paces = new();

    /// <summary>Lets the answer to a question "paced ..." go on by some words, now or once it is there.</summary>
    public void Release(string question, int words = 1) => Pace(question).Release(words);

    public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new AgentProgress(new TurnProgress(TurnStage.Thinking));
        switch (request.Question.Split(' ')[0])
        {
            case "slow":
            case "steady":
                for (var i = 1; i <= 10; i++)
                {
                    yield return new AnswerDelta($"word{i} ");
                    await Task.Delay(100, cancellationToken);
                }
                break;
            case "paced":
                for (var i = 1; i <= PacedWords; i++)
                {
                    yield return new AnswerDelta($"word{i} ");
                    await Pace(request.Question).WaitAsync(cancellationToken);
                }
                break;
            case "wait":
                yield return new AnswerDelta("thinking of it");
                await Task.Delay(Timeout.Infinite, cancellationToken);
                break;
            case "fail":
                throw new InvalidOperationException("Scripted failure.");
            case "busy":
                yield return new AnswerReady(TurnFailures.Apologise(TurnProblem.ModelRateLimited, request.TurnId, request.Language, TimeSpan.FromSeconds(20)));
                yield break;
            case "half":
                yield return new AnswerDelta("The first half of it");
                yield return new AnswerReady(Answer.Fixed("The first half of it\n\n(The connection broke off here.)", request.Language, "scripted", found: false) with { Failure = new(TurnProblem.ModelUnreachable, request.TurnId) });
                yield break;
            case "cite":
                yield return new AnswerReady(Cited(request));
                yield break;
        }
        var text = $"You said: {request.Question}";
        var shown = request.Question.StartsWith("steady", StringComparison.Ordinal) ? string.Concat(Enumerable.Range(1, 10).Select(i => $"word{i} ")) : "";
        if (request.Question == "recall")
            text += $" (after: {string.Join("; ", request.Memory.Turns.Select(turn => $"{turn.Question} -> {turn.Answer}"))})";
        if (request.Question.StartsWith("read", StringComparison.Ordinal) && request.Evidence is [{ Blocks: [var first, ..] }, ..])
            text = $"It reads: {first.Text}";
        foreach (var piece in text.Chunk((text.Length / 3) + 1))
        {
            yield return new AnswerDelta(new string(piece));
            await Task.Delay(60, cancellationToken);
        }
        yield return new AnswerReady(new Answer { Text = shown + text, Found = true, Model = "scripted", Language = request.Language, Failures = request.Failures });
    }

    private SemaphoreSlim Pace(string question) => _paces.GetOrAdd(question, _ => new(0));

    private static Answer Cited(AgentRequest request) => new()
    {
        Text = "The total is 12.50 [1], due on Friday [2].",
        Found = true,
        Model = "quotes",
        Language = request.Language,
        Citations =
        [
            new(1, EvidenceKind.Image, "e-1", "invoice \"new\".png", "Total 12.50", new SourcePosition { Box = new Box(10, 20, 110, 40) }) { AttachmentId = "a-1" },
            new(2, EvidenceKind.Document, "e-2", "terms.pdf", "Due on Friday", new SourcePosition { Page = 3 }),
        ],
        SuggestedReplies = ["Who sent it?"],
        Card = """{"type":"AdaptiveCard","version":"1.5","body":[]}""",
        Failures = [new AttachmentFailure("scan.heic", AttachmentProblem.Unsupported, "HEIC")],
    };
}
