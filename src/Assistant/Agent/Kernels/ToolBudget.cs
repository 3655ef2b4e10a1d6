using Assistant.Agent.Models;
using Assistant.Agent.Models.Wire;
using Assistant.Tools;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>Around each tool call that the model asks for: so many a turn, so long each, and what goes wrong is told to the model as text.</summary>
internal sealed class ToolBudget(IOptions<ModelOptions> options, TimeProvider time) : IAutoFunctionInvocationFilter
{
    /// <summary>What is said and logged of a call that did not end in time and goes on, for all that is known.</summary>
    public const string NotKnown = "The tool has not answered in time. It may or may not have been done: do not call it again, and say that this is not known.";

    public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var scope = TurnScope.Of(context.Kernel);
        if (!scope.TryStart(options.Value.MaxToolCalls))
            Refuse(context, scope, "No more tool calls are allowed for this message. Answer with what you have.");
        else if (context.Arguments?.ContainsName(ToolArguments.Unreadable) == true)
            Refuse(context, scope, "The arguments were not a JSON object. Send the call again with correct JSON.");
        else
            await RunAsync(context, next);
    }

    private async Task RunAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        try
        {
            await next(context).WaitAsync(options.Value.ToolTimeout, time, context.CancellationToken);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (TimeoutException)
        {
            // Semantic Kernel gives it the turn's token alone: it cannot be stopped.
            // The log has the call, whatever becomes of it; when it ends before the answer, that is logged besides.
            TurnScope.Of(context.Kernel).Record(new ToolCall(ToolRecorder.NameOf(context.Function), ToolRecorder.Text(context.Arguments), NotKnown, false, options.Value.ToolTimeout.TotalMilliseconds));
            Say(context, NotKnown);
        }
        catch (Exception e)
        {
            Say(context, Told(e));
        }
    }

    /// <summary>What the model is told of a tool that went wrong.</summary>
    public static string Told(Exception e) => e switch
    {
        ToolException => e.Message,
        OperationCanceledException => "The tool took too long and was stopped.",
        KernelException or ArgumentException or FormatException => "The arguments do not fit the tool's description.",
        _ => "The tool failed.",
    };

    private static void Refuse(AutoFunctionInvocationContext context, TurnScope scope, string reason)
    {
        scope.Record(new ToolCall(ToolRecorder.NameOf(context.Function), ToolRecorder.Text(context.Arguments), reason, false, 0));
        Say(context, reason);
    }

    private static void Say(AutoFunctionInvocationContext context, string text) => context.Result = new FunctionResult(context.Function, text);
}
