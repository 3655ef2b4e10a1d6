using Assistant.Agent.Grounding;
using Microsoft.Extensions.AI;

namespace Assistant.Agent;

/// <summary>What the model has said so far in one turn, and whether it should be listened to any longer.</summary>
internal sealed class ModelTurn(PreparedTurn prepared, OutsideLinks links)
{
    private int _looked;

    public PreparedTurn Prepared { get; } = prepared;
    public StreamedText Text { get; } = new(links);
    public ChatFinishReason? FinishReason { get; set; }

    /// <summary>Its text went on without end or in circles; nothing more is read.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Where the circle begins; -1 for none.</summary>
    public int CircleAt { get; private set; } = -1;

    public string Say(string text)
    {
        if (FinishReason != ChatFinishReason.ToolCalls)
            return Text.Add(text);
        // What comes after a tool's result is a new paragraph, not the end of the last word.
        FinishReason = null;
        return Text.Add(Text.Length > 0 ? "\n\n" + text : text);
    }

    public void Watch(int longest, int every)
    {
        if (Text.Length - _looked < every)
            return;
        _looked = Text.Length;
        CircleAt = RepetitionWatch.Find(Text.Said);
        Stopped = CircleAt >= 0 || Text.Length > longest;
    }

    /// <summary>Why what was said is no answer; null when it is one.</summary>
    public LanguageModelException? Problem(AgentRequest request) => this switch
    {
        { Stopped: true } => new(TurnProblem.ModelNonsense, $"The model went on without end in turn {request.TurnId}."),
        { FinishReason: { } reason } when reason == ChatFinishReason.ContentFilter => new(TurnProblem.Refused, "The content filter cut the answer off."),
        _ when !Text.NotFound && string.IsNullOrWhiteSpace(Text.Said) => new(TurnProblem.ModelNonsense, $"The model said nothing in turn {request.TurnId}."),
        _ => null,
    };
}
