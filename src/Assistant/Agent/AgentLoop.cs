using System.Runtime.CompilerServices;
using Assistant.Agent.Asking;
using Assistant.Perception;

namespace Assistant.Agent;

/// <summary>Step 6: chooses how a question is answered and runs it to a finished answer.</summary>
/// <param name="memory">Null where no store remembers people, as <paramref name="episodes"/> and <paramref name="facts"/>.</param>
internal sealed class AgentLoop(
    IAnswerStrategy strategy, ToolQuestions questions, PersonRequest person, MemoryAnswers? memory = null, EpisodeAnswers? episodes = null, FactsForModel? facts = null)
{
    /// <summary>Any number of updates, the last of which is <see cref="AnswerReady"/>.</summary>
    public async IAsyncEnumerable<AgentUpdate> RunAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = OpenQuestion.Of(request);
        if (open is not null && await SettleAsync(request, open, cancellationToken) is { } settled)
        {
            yield return new AnswerReady(settled);
            yield break;
        }
        if (open is null && person.Answer(request) is { } told)
        {
            yield return new AnswerReady(told);
            yield break;
        }
        if (open is { Asked: { } asked, Reply: { } reply })
            request = SettledRequest.Of(request, asked, reply);
        else if (memory is not null && await memory.AnswerAsync(request, cancellationToken) is { } remembered)
        {
            yield return new AnswerReady(remembered with { MemoryRead = remembered.CitedEvidence });
            yield break;
        }
        if (episodes is not null)
            request = await episodes.WithMemoryAsync(request, cancellationToken);
        if (facts is not null)
            request = await facts.WithFactsAsync(request, cancellationToken);
        await foreach (var update in strategy.AnswerAsync(request, cancellationToken))
        {
            if (update is not AnswerReady { Answer: var answer })
                yield return update;
            // What this conversation does not answer, an earlier one may.
            else if (answer is { Found: false, Failure: null, Asks: null, IsFinal: false } && open is null && episodes is not null)
                yield return new AnswerReady(await episodes.AnswerAsync(request, Read(answer, request), cancellationToken));
            else
                yield return new AnswerReady(Read(answer, request) with { Question = open?.Asked?.Question });
        }
    }

    /// <summary>The answer to a reply that needs no more thinking; null when the question goes on with it.</summary>
    private async Task<Answer?> SettleAsync(AgentRequest request, OpenQuestion open, CancellationToken cancellationToken) => open switch
    {
        { Asked: { Kind: AskedKind.Erasure or AskedKind.ForgetEverything } asked, Reply: { } reply } when memory is not null =>
            await memory.SettleAsync(request, asked, reply.IsYes, cancellationToken) with { Question = asked.Question },
        { Asked: { Kind: AskedKind.Choice } asked, Reply: { } reply } when request.Evidence.All(each => each.Id != asked.Choices[reply.Choice].EvidenceId) => Answer.Fixed(AskedWording.Gone(asked.Language), asked.Language, AnsweredBy.Memory, found: false),
        { Asked: { Kind: AskedKind.Form, Call: { } call } asked, Reply: { Form: { } form } } => Next(request, asked, call, form),
        { Asked: null } => Answer.Fixed(AskedWording.NotOpen(request.Language), request.Language, AnsweredBy.Memory, found: false),
        _ => null,
    };

    /// <summary>What is still missing, or wrong, is asked for again; a whole call that needs approval is asked about. Null when the call can be made.</summary>
    private Answer? Next(AgentRequest request, AskedBack asked, WaitingCall call, FilledForm form)
    {
        var next = form.Into(call);
        return next is { Missing.Count: 0, NeedsApproval: false }
            ? null
            : questions.Ask(request with { Question = asked.Question, Language = asked.Language }, next, AnsweredBy.Memory, problems: form.Problems) with { Question = asked.Question };
    }

    /// <summary>What memory offered was read, whether the answer cites it or not.</summary>
    private static Answer Read(Answer answer, AgentRequest request) =>
        request.Evidence.Any(each => each.Kind == EvidenceKind.Memory) ? answer with { MemoryRead = [.. request.Evidence.Where(each => each.Kind == EvidenceKind.Memory).Select(each => each.Id)] } : answer;
}
