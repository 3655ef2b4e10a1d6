using System.Reflection;
using System.Text.Json;
using Assistant.Agent.Asking;
using Assistant.Agent.Models;
using Assistant.Tools;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>
/// Keeps a tool that needs approval from running until its person has agreed: the call waits in the turn's scope and the model's rounds end, so that the turn asks.
/// Runs the call, or tells that it was refused, when the reply has come. One call waits at a time.
/// </summary>
internal sealed class ToolApproval(IOptions<ModelOptions> options, TimeProvider time) : IAutoFunctionInvocationFilter
{
    public const string Refused = "The person refused this call. Do not try it again; say that it was not done.";
    private const string Waits = "Not run: it waits for the person's approval.";
    private const string CannotAsk = "Not run: it needs the person's approval, which cannot be given here.";
    public const string OneAtATime = "Not run: another call waits for the person.";

    /// <summary>For a tool to end that is told to.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);
    private const string Interrupted = "Not run again: it was begun before and not seen to end.";

    public Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        if (!IsNeeded(context.Function))
            return next(context);
        var scope = TurnScope.Of(context.Kernel);
        var name = ToolRecorder.NameOf(context.Function);
        var said = !scope.Request.CanAskBack ? CannotAsk : scope.TryWait(new(name, JsonOf(context.Arguments), []) { NeedsApproval = true }) ? Waits : OneAtATime;
        Hold(context, scope, name, said);
        return Task.CompletedTask;
    }

    /// <summary>Answers a call in place of the tool, which does not run; the model's rounds end when a call waits for the person.</summary>
    public static void Hold(AutoFunctionInvocationContext context, TurnScope scope, string name, string said)
    {
        scope.Record(new ToolCall(name, ToolRecorder.Text(context.Arguments), said, false, 0));
        context.Result = new FunctionResult(context.Function, said);
        context.Terminate |= scope.Waiting is not null;
    }

    /// <summary>
    /// What the model is told of a call that was settled; it has run when the person allowed it. Null when an earlier run of this turn began it and was not seen to end:
    /// what changes or sends something is begun once, which is noted on disk before.
    /// </summary>
    public async Task<string?> SettleAsync(Kernel kernel, SettledCall settled, CancellationToken cancellationToken)
    {
        var scope = TurnScope.Of(kernel);
        var function = kernel.Plugins.SelectMany(plugin => plugin).FirstOrDefault(each => ToolRecorder.NameOf(each) == settled.Call.Tool);
        if (!settled.IsAllowed || function is null)
        {
            var said = settled.IsAllowed ? "There is no such tool any more; nothing was run." : Refused;
            scope.Record(new ToolCall(settled.Call.Tool, settled.Call.Arguments, said, false, 0));
            return said;
        }
        if (IsNeeded(function) && !await scope.Request.BeginAllowed(cancellationToken))
        {
            scope.Record(new ToolCall(settled.Call.Tool, settled.Call.Arguments, Interrupted, false, 0));
            return null;
        }
        var arguments = new KernelArguments(ArgumentsOf(settled.Call.Arguments));
        using var timer = new CancellationTokenSource(options.Value.ToolTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return (await function.InvokeAsync(kernel, arguments, linked.Token).WaitAsync(options.Value.ToolTimeout + s_grace, time, cancellationToken)).ToString();
        }
        catch (TimeoutException) when (!cancellationToken.IsCancellationRequested)
        {
            scope.Record(new ToolCall(settled.Call.Tool, settled.Call.Arguments, ToolBudget.NotKnown, false, options.Value.ToolTimeout.TotalMilliseconds));
            return ToolBudget.NotKnown;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return ToolBudget.Told(e);
        }
    }

    /// <summary>A JSON object as arguments of a call.</summary>
    public static Dictionary<string, object?> ArgumentsOf(string json) => JsonSerializer.Deserialize<Dictionary<string, object?>>(json) ?? [];

    public static string JsonOf(KernelArguments? arguments) => JsonSerializer.Serialize(arguments?.ToDictionary(pair => pair.Key, pair => pair.Value) ?? []);

    public static bool IsNeeded(KernelFunction function) =>
        function.UnderlyingMethod?.GetCustomAttribute<RequiresApprovalAttribute>() is not null
        || (function.Metadata.AdditionalProperties.TryGetValue(RequiresApprovalAttribute.Metadata, out var marked) && marked is true);
}
