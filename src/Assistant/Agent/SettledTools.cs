using Assistant.Agent.Asking;
using Assistant.Agent.Kernels;
using Assistant.Agent.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Assistant.Agent;

/// <summary>The two ends of a tool call that waits for approval: the answer that asks, and the request that goes on with what became of it.</summary>
internal sealed class SettledTools(ToolApproval approval, IOptions<AskBackOptions> options)
{
    /// <summary>Asks whether the waiting call may run, naming the tool and its arguments.</summary>
    /// <param name="said">What the model said before it; may be empty.</param>
    public Answer Ask(AgentRequest request, LanguageModelInfo model, TurnScope scope, WaitingCall call, string said)
    {
        var (lasts, language) = (options.Value.ApprovalLasts, request.Language);
        var asked = new AskedBack
        {
            Id = request.TurnId,
            Kind = AskedKind.ToolCall,
            PersonId = request.From.Id,
            PersonName = request.From.Name,
            Until = request.Now + lasts,
            Title = AskedWording.MayTool(call.Tool, language),
            Question = request.Question,
            Language = language,
            Yes = AskedWording.Run(language),
            No = AskedWording.DoNotRun(language),
            // What ran before the call that was settled last is still to be gone on from.
            Call = call with { Before = [.. request.Settled?.Call.Before ?? [], .. call.Before] },
        };
        string[] paragraphs = [said, asked.Title, AskedWording.ArgumentsOf(call), AskedWording.HowToAgree(lasts, language)];
        return new Answer
        {
            Text = string.Join("\n\n", paragraphs.Where(each => each.Length > 0)),
            Found = false,
            Model = model.Name,
            Language = language,
            Failures = request.Failures,
            Asks = asked,
            SuggestedReplies = [asked.Yes, asked.No],
            ToolCalls = scope.Calls,
        };
    }

    /// <summary>Null when the request goes on from no call.</summary>
    public Settling? Begin(AgentRequest request) => request.Settled is { } settled ? new(approval, settled) : null;

    /// <summary>A settled call within one turn, which may prepare its request twice and runs the call once.</summary>
    internal sealed class Settling(ToolApproval approval, SettledCall settled)
    {
        private readonly List<ChatMessage> _messages = [];
        private IReadOnlyList<ToolCall> _made = [];

        /// <summary>Adds the calls and results that the model goes on from; the first time, the call runs when it was allowed.</summary>
        public async Task ApplyAsync(PreparedTurn prepared, CancellationToken cancellationToken)
        {
            if (_messages.Count == 0)
            {
                foreach (var call in settled.Call.Before)
                    Add(_messages, call.Name, call.Arguments, call.Result);
                Add(_messages, settled.Call.Tool, settled.Call.Arguments, await approval.SettleAsync(prepared.Kernel, settled, cancellationToken));
                _made = prepared.Scope.Calls;
            }
            else
            {
                foreach (var call in _made)
                    prepared.Scope.Record(call);
            }
            prepared.Messages.AddRange(_messages);
        }
    }

    private static void Add(List<ChatMessage> messages, string tool, string arguments, string result)
    {
        var id = $"settled_{messages.Count / 2}";
        messages.Add(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent(id, tool, ToolApproval.ArgumentsOf(arguments))]));
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(id, result)]));
    }
}
