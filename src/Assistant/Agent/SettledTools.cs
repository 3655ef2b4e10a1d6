using Assistant.Agent.Asking;
using Assistant.Agent.Kernels;
using Assistant.Agent.Models;
using Microsoft.Extensions.AI;

namespace Assistant.Agent;

/// <summary>The two ends of a tool call that waits for its person: the answer that asks, and the request that goes on with what became of it.</summary>
internal sealed class SettledTools(ToolApproval approval, ToolQuestions questions)
{
    /// <summary>Asks what the waiting call still needs, or whether it may run.</summary>
    /// <param name="said">What the model said before it; may be empty.</param>
    public Answer Ask(AgentRequest request, LanguageModelInfo model, TurnScope scope, WaitingCall call, string said) =>
        // What ran before the call that was settled last is still to be gone on from.
        questions.Ask(request, call with { Before = [.. request.Settled?.Call.Before ?? [], .. call.Before] }, model.Name, said) with { ToolCalls = scope.Calls };

    /// <summary>Says of a call that was begun and not seen to end that nobody knows whether it was done. In words of ours: a model might make something of it.</summary>
    public static Answer Interrupted(AgentRequest request, LanguageModelInfo model, TurnScope scope) => new()
    {
        Text = AskedWording.Interrupted(request.Settled!.Call.Tool, request.Language),
        Found = false,
        Model = model.Name,
        Language = request.Language,
        ToolCalls = scope.Calls,
    };

    /// <summary>Null when the request goes on from no call.</summary>
    public Settling? Begin(AgentRequest request) => request.Settled is { } settled ? new(approval, settled) : null;

    /// <summary>A settled call within one turn, which may prepare its request twice and runs the call once.</summary>
    internal sealed class Settling(ToolApproval approval, SettledCall settled)
    {
        private readonly List<ChatMessage> _messages = [];
        private IReadOnlyList<ToolCall> _made = [];

        /// <summary>Adds the calls and results that the model goes on from; the first time, the call runs when it was allowed. False when it was begun before and not seen to end.</summary>
        public async Task<bool> ApplyAsync(PreparedTurn prepared, CancellationToken cancellationToken)
        {
            if (_messages.Count == 0)
            {
                if (await approval.SettleAsync(prepared.Kernel, settled, cancellationToken) is not { } result)
                    return false;
                foreach (var call in settled.Call.Before)
                    Add(_messages, call.Name, call.Arguments, call.Result);
                Add(_messages, settled.Call.Tool, settled.Call.Arguments, result);
                _made = prepared.Scope.Calls;
            }
            else
            {
                foreach (var call in _made)
                    prepared.Scope.Record(call);
            }
            prepared.Messages.AddRange(_messages);
            return true;
        }
    }

    private static void Add(List<ChatMessage> messages, string tool, string arguments, string result)
    {
        var id = $"settled_{messages.Count / 2}";
        messages.Add(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent(id, tool, ToolApproval.ArgumentsOf(arguments))]));
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, result)]));
    }
}
