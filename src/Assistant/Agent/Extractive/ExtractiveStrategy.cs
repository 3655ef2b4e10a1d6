using System.Runtime.CompilerServices;
using Assistant.Agent.Asking;
using Assistant.Agent.Extractive.Calculations;
using Assistant.Agent.Extractive.Layout;
using Assistant.Agent.Extractive.Questions;
using Assistant.Agent.Extractive.Scoring;
using Assistant.Agent.Extractive.Tasks;
using Assistant.Agent.Extractive.Wording;
using Assistant.Agent.Tasks;
using Assistant.Conversations;
using Assistant.Perception;
using Microsoft.Extensions.Options;

namespace Assistant.Agent.Extractive;

/// <summary>
/// Answers without a language model: courtesies, tasks that quoting can do, and questions, answered from the evidence with the quote and its place,
/// or with "not found" and what was searched. What the evidence says is only ever quoted.
/// </summary>
internal sealed class ExtractiveStrategy(EvidenceIndexes indexes, PassageRanking ranking, AttachmentComparison comparison, DateSpan span, CourtesyReplies courtesies, TaskReplies tasks,
    AttachmentChoice choice, IOptions<AskBackOptions> asking) : IAnswerStrategy
{
    private const long Long = 200_000;

    // A longer message has a question somewhere, and whoever takes it for a task loses the answer.
    private const int LongestTask = 300;

    public async IAsyncEnumerable<AgentUpdate> AnswerAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var message = request.Question.Trim();
        if (SmallTalk.Of(message) is var courtesy and not Courtesy.None && request.NewEvidence == 0)
        {
            yield return new AnswerReady(courtesies.Reply(courtesy, request));
            yield break;
        }
        if (StatedCalculation.TryAnswer(request, message) is { } workedOut)
        {
            yield return new AnswerReady(workedOut);
            yield break;
        }
        if (request.Evidence.Count == 0)
        {
            yield return new AnswerReady(WithoutEvidence(request, message));
            yield break;
        }
        var pointed = Pointed(message, request);
        if (pointed.Unclear is not null)
        {
            yield return new AnswerReady(pointed.Unclear);
            yield break;
        }
        request = pointed.Request;
        if (request.Evidence.Any(e => !indexes.Holds(request.Conversation, e) && Characters(e) > Long))
            yield return new AgentProgress(new TurnProgress(TurnStage.Searching));
        var task = request.Question.Length switch { 0 => MessageTask.Describe, > LongestTask => MessageTask.Answer, _ => MessageTasks.Of(pointed.Message) };
        yield return new AnswerReady(task is MessageTask.Answer or MessageTask.Extract ? await AnswerQuestionAsync(request, message, cancellationToken) : await tasks.ReplyAsync(task, request, cancellationToken));
    }

    /// <param name="message">As it was typed or heard; the request's question says what it points at.</param>
    private async Task<Answer> AnswerQuestionAsync(AgentRequest request, string message, CancellationToken cancellationToken)
    {
        var (completed, turn) = FollowUp.Complete(request.Question, request.Memory);
        var questions = CompoundQuestion.Read(completed);
        var searched = Scope(request, turn);
        var read = searched.Select(e => indexes.For(request.Conversation, e)).ToList();
        var draft = new AnswerDraft(request.Language);
        var unanswered = new List<Question>();
        var attempts = new List<Attempt>();
        foreach (var question in questions)
        {
            attempts.Add(await TryAnswerAsync(draft, question, read, request, questions.Count == 1, cancellationToken));
            if (attempts[^1].Among is { } among)
                return WhichAttachment.Ask(request, question, among, asking.Value.ChoiceLasts);
            if (!attempts[^1].Found)
                unanswered.Add(question);
        }
        var found = unanswered.Count < questions.Count;
        if (found && unanswered.Count > 0)
            draft.Say(Phrases.NotFoundPart(request.Language, unanswered.Select(question => question.Text)));
        if (!found)
        {
            if (request.IsHeard)
                draft.Say(Phrases.Heard(request.Language, message));
            draft.Say(Phrases.NotFound(request.Language, searched));
            if (attempts.Find(attempt => attempt.Nearest is not null) is { } near)
                AnswerWriter.WriteNearest(draft, near.Nearest!);
        }
        if (unanswered.Count > 0 || attempts.Exists(attempt => attempt.WorkedOut))
            SayWhatIsLeftOut(draft, searched, request);
        return draft.Finish(found, request);
    }

    /// <param name="isWhole">The question is all of the message: of several, none is worth a question back.</param>
    private async Task<Attempt> TryAnswerAsync(AnswerDraft draft, Question question, List<EvidenceIndex> read, AgentRequest request, bool isWhole, CancellationToken cancellationToken)
    {
        if (await comparison.TryAnswerAsync(draft, question, read, request.Now, cancellationToken) || TableCalculation.TryAnswer(draft, question, read, cancellationToken) || await span.TryAnswerAsync(draft, question, read, request.Now, cancellationToken))
            return new(Found: true, WorkedOut: true, null);
        var ranked = await ranking.RankAsync(question, read, cancellationToken);
        var among = isWhole ? await choice.AmongAsync(question, ranked, read, request.Memory.Turns is [.., var last] ? last : null, cancellationToken) : [];
        if (among.Count > 1 && request.CanAskBack)
            return new(Found: false, WorkedOut: false, null) { Among = among };
        if (among.Count > 1 && request.TellsEach)
        {
            WhichAttachment.WriteEach(draft, question, among);
            return new(Found: true, WorkedOut: false, null);
        }
        if (among is [var meant])
        {
            AnswerWriter.Write(draft, question, meant);
            return new(Found: true, WorkedOut: false, null);
        }
        if (!Confidence.IsEnough(question, ranked))
            return new(Found: false, WorkedOut: false, ranked.Count > 0 && Confidence.IsNear(ranked[0]) ? ranked[0].Passage : null);
        AnswerWriter.Write(draft, question, ranked[0]);
        return new(Found: true, WorkedOut: false, null);
    }

    /// <summary>"Not found" and a sum hold only for what was read. Of a file of this message it is said anyhow; of an earlier one only here.</summary>
    private static void SayWhatIsLeftOut(AnswerDraft draft, IReadOnlyList<Evidence> searched, AgentRequest request) =>
        draft.Say(FailureWording.Lines(searched.SelectMany(e => e.Gaps).Except(request.Failures), request.Language));

    /// <param name="WorkedOut">Over all of a table or several files, not quoted from one place.</param>
    /// <param name="Nearest">Worth showing where nothing was found.</param>
    private sealed record Attempt(bool Found, bool WorkedOut, Passage? Nearest)
    {
        /// <summary>Several attachments answer it, each otherwise: the person has to say which is meant.</summary>
        public IReadOnlyList<Candidate>? Among { get; init; }
    }

    /// <summary>What came with the question; else what the earlier question was about, when this one leans on it; else everything.</summary>
    private static IReadOnlyList<Evidence> Scope(AgentRequest request, Memory.RememberedTurn? turn)
    {
        if (request.NewEvidence > 0)
            return [.. request.Evidence.Take(request.NewEvidence)];
        var cited = turn is null ? [] : request.Evidence.Where(e => turn.EvidenceIds.Contains(e.Id)).ToList();
        return cited.Count > 0 ? cited : request.Evidence;
    }

    /// <summary>The request about the attachment that the message points at, if it does: of one that was not read, another's words are no answer.</summary>
    private static (string Message, AgentRequest Request, Answer? Unclear) Pointed(string message, AgentRequest request)
    {
        var asked = FollowUp.Expanded(message, request.Memory, PointedSource.CanPoint(request));
        var source = asked is null ? new PointedSource(message, null, IsOther: true) : PointedSource.Of(asked, request);
        if (source is { Evidence: null })
        {
            var draft = new AnswerDraft(request.Language);
            draft.Say(source.IsOther ? Phrases.WhichOther(request.Language) : Phrases.NotAmongRead(request.Language, request.Evidence));
            return (message, request, draft.Finish(found: false, request) with { IsFinal = true });
        }
        return (asked!, source is { Evidence: { } meant } ? request with { Question = source.Question, Evidence = [meant], NewEvidence = 1 } : request with { Question = asked! }, null);
    }

    private static Answer WithoutEvidence(AgentRequest request, string message)
    {
        var draft = new AnswerDraft(request.Language);
        if (request.IsHeard && message.Length > 0)
            draft.Say(Phrases.Heard(request.Language, message));
        var (said, isTold) = message switch
        {
            _ when request.Failures.Count > 0 => (Phrases.NothingRead(request.Language), false),
            _ when HasLink(message) => (Phrases.LinksNotOpened(request.Language), false),
            _ when Telling.Is(message) => (Phrases.Told(request.Language), true),
            _ when MessageTasks.Of(message) is MessageTask.Translate or MessageTask.Rewrite or MessageTask.Write => (Phrases.NeedsModel(request.Language, Phrases.Pick(request.Language, "That", "这项任务")), false),
            _ => (Phrases.NothingAttached(request.Language), false),
        };
        draft.Say(said);
        return draft.Finish(found: isTold, request, isTold ? [] : [Phrases.Pick(request.Language, "What can you do?", "你能做什么？")]);
    }

    private static bool HasLink(string message) => message.Contains("https://", StringComparison.OrdinalIgnoreCase) || message.Contains("http://", StringComparison.OrdinalIgnoreCase);

    private static long Characters(Evidence evidence) => evidence.Blocks.Sum(block => (long)block.Text.Length);
}
