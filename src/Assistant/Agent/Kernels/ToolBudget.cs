using Assistant.Agent.Models;
using Assistant.Agent.Models.Wire;
using Assistant.Tools;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>Around each tool call that the model asks for: so many a turn, so long each, and what goes wrong is told to the model as text.</summary>
internal sealed class ToolBudget(IOptions<ModelOptions> options, TimeProvider time) : IAutoFunctionInvocationFilter
{
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
        catch (Exception e)
        {
            Say(context, Told(e));
        }
    }

    /// <summary>What the model is told of a tool that went wrong.</summary>
    public static string Told(Exception e) => e switch
    {
        ToolException => e.Message,
        TimeoutException => "The tool took too long and was stopped.",
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
