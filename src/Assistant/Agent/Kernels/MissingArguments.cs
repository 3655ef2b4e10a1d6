using System.Text.Json;
using Assistant.Agent.Asking;
using Assistant.Tools;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>
/// Keeps a site's tool from being called without what it needs: the call waits in the turn's scope and the model's rounds end, so that the turn asks the person for it.
/// Our own tools are left out: what they need the model makes up from the question, and a person would not know what to write.
/// </summary>
internal sealed class MissingArguments : IAutoFunctionInvocationFilter
{
    private const string Waits = "Not run: the person is asked for what is missing.";

    public Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
    {
        var missing = ToolPlugins.IsOwn(context.Function) ? [] : ToolFields.Missing(context.Function, context.Arguments);
        if (missing.Count == 0)
            return next(context);
        var scope = TurnScope.Of(context.Kernel);
        var fields = missing.Select(ToolFields.FieldOf).OfType<AskedField>().ToList();
        var name = ToolRecorder.NameOf(context.Function);
        var said = fields.Count < missing.Count || !scope.Request.CanAskBack ? $"Not run: {string.Join(", ", missing.Select(each => each.Name))} must be given. Ask the person."
            : scope.TryWait(new(name, ToolApproval.JsonOf(context.Arguments), []) { Missing = fields, NeedsApproval = ToolApproval.IsNeeded(context.Function) }) ? Waits
            : ToolApproval.OneAtATime;
        ToolApproval.Hold(context, scope, name, said);
        return Task.CompletedTask;
    }
}
