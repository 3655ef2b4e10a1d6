using System.Text.Json;
using Assistant.Agent.Extractive.Wording;

namespace Assistant.Agent.Extractive.Calculations;

/// <summary>Questions that bring all they need ("What is 15% of 240?", "how many days from 3 March to 17 April?"): worked out by the tools, whatever is attached, and shown how.</summary>
internal static class StatedCalculation
{
    private const int LongestQuestion = 200;

    /// <summary>Null when something is asked that does not stand in the question.</summary>
    public static Answer? TryAnswer(AgentRequest request, string message)
    {
        if (message.Length > LongestQuestion || (StatedDates.WorkOut(message, request) ?? StatedSum.WorkOut(message, request)) is not { } worked)
            return null;
        var draft = new AnswerDraft(request.Language);
        if (request.IsHeard)
            draft.Say(Phrases.Heard(request.Language, message));
        draft.Say(worked.Text);
        return draft.Finish(found: true, request) with { ToolCalls = [worked.Call] };
    }
}

/// <param name="Text">Markdown.</param>
/// <param name="Call">What the tool was given and gave, for the log.</param>
internal sealed record WorkedOut(string Text, ToolCall Call)
{
    public static WorkedOut By(string tool, object given, string result, string text) => new(text, new(tool, JsonSerializer.Serialize(given), result, true, 0));
}
