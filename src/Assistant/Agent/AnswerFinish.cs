using System.Text.RegularExpressions;
using Assistant.Agent.Grounding;
using Assistant.Agent.Models;
using Assistant.Agent.Tasks;
using Assistant.Memory.LongTerm;
using Assistant.Tools.Search;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>Makes an answer of what the model said: links cleaned, citations checked, what was not read or had no room said.</summary>
internal sealed partial class AnswerFinish(IOptions<ModelOptions> options)
{
    private const int LongestNotFound = 400;

    /// <summary>Addresses that the person, the evidence or a tool named may stay as text.</summary>
    public OutsideLinks Links(AgentRequest request) => new(address => IsNamed(request, address), options.Value.AllowedLinkHosts, request.Language);

    public Answer Finish(AgentRequest request, LanguageModelInfo model, ModelTurn turn)
    {
        var prepared = turn.Prepared;
        var text = Links(request).Clean(turn.Text.Said).Trim();
        var passages = prepared.Scope.Passages;
        var notFound = turn.Text.NotFound || (passages.Any(IsRead) && prepared.Task == MessageTask.Answer && text.Length < LongestNotFound && NotThere().IsMatch(text));
        IReadOnlyList<Citation> citations = [];
        if (prepared.Task is MessageTask.Answer or MessageTask.Summarise or MessageTask.Write && passages.Count > 0)
            (text, citations) = new CitationCheck(passages, NumbersFromElsewhere(prepared, request)).Apply(text);
        if (notFound && citations.Any(citation => citation.Supported) && !turn.Text.NotFound)
            notFound = false;
        if (notFound)
            (text, citations) = (ConversationHistory.WithoutMarks(text) is { Length: > 0 } said ? said : ModelWording.NotFound(request.Language, passages.Select(passage => passage.Source.Source)), []);
        return Base(request, model.Name, turn) with { Text = text + Notes(request, turn), Citations = citations, Found = !notFound };
    }

    /// <summary>What was said before it broke off, with the line that says so.</summary>
    public Answer FinishPartial(AgentRequest request, LanguageModelInfo model, ModelTurn turn, TurnProblem problem)
    {
        var said = turn.CircleAt >= 0 ? turn.Text.Said[..Math.Min(turn.CircleAt, turn.Text.Length)] : turn.Text.Said;
        var text = Links(request).Clean(said).Trim();
        IReadOnlyList<Citation> citations = [];
        if (turn.Prepared.Scope.Passages is { Count: > 0 } passages)
            (text, citations) = new CitationCheck(passages, NumbersFromElsewhere(turn.Prepared, request)).Apply(text);
        text += "\n\n" + ModelWording.BrokeOff(problem, request.Language, request.TurnId) + FailureLines(request, text);
        return Base(request, model.Name, turn) with { Text = text, Citations = citations, Found = false, Failure = new TurnFailure(problem, request.TurnId) };
    }

    private static Answer Base(AgentRequest request, string model, ModelTurn turn) => new()
    {
        Text = "",
        Found = true,
        Model = model,
        Language = request.Language,
        Failures = request.Failures,
        ToolCalls = turn.Prepared.Scope.Calls,
    };

    private static string Notes(AgentRequest request, ModelTurn turn)
    {
        var notes = new List<string>(4);
        if (turn.FinishReason == ChatFinishReason.Length)
            notes.Add(ModelWording.LengthLimit(request.Language));
        if (turn.Prepared.QuestionCut)
            notes.Add(ModelWording.QuestionCut(request.Language));
        if (turn.Prepared.LeftOut.Count > 0)
            notes.Add(ModelWording.LeftOut(request.Language, turn.Prepared.LeftOut));
        return string.Concat(notes.Select(note => "\n\n" + note)) + FailureLines(request, "");
    }

    private static string FailureLines(AgentRequest request, string said) =>
        FailureWording.Lines(request.Failures, request.Language) is { Length: > 0 } lines && !said.Contains(lines, StringComparison.Ordinal) ? "\n\n" + lines : "";

    /// <summary>Facts come unasked: an answer that denies something need not be about them.</summary>
    private static bool IsRead(Passage passage) => !passage.Source.Id.StartsWith(EpisodesOfTurn.CitedFact, StringComparison.Ordinal);

    private static HashSet<string> NumbersFromElsewhere(PreparedTurn prepared, AgentRequest request) =>
        [.. SearchTerms.Of(request.Question).Concat(prepared.Scope.Calls.Where(call => call.Succeeded).SelectMany(call => SearchTerms.Of(call.Result))).Where(SearchTerms.IsNumber)];

    private static bool IsNamed(AgentRequest request, string address) =>
        request.Question.Contains(address, StringComparison.OrdinalIgnoreCase)
        || request.Memory.Turns.Any(turn => turn.Question.Contains(address, StringComparison.OrdinalIgnoreCase))
        || request.Evidence.Any(evidence => evidence.Blocks.Any(block => block.Text.Contains(address, StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex(@"\b(not|n't|no) (mention|contain|state|say|specif|found|find|provide|include|hold|information|indication|mentioned)\w*|\bcannot (find|be found|answer|determine)|could ?n[o']t find|没有(提到|提及|说明|找到|包含|相关|给出)|未(提到|提及|找到|说明|包含)|找不到|无法(确定|找到|回答)", RegexOptions.IgnoreCase)]
    private static partial Regex NotThere();
}
