using System.Text.Json;
using Assistant.Text;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>Writes down each run of a tool, with what it was given and what came out, whoever started it.</summary>
internal sealed class ToolRecorder(TimeProvider time) : IFunctionInvocationFilter
{
    private const int LongestText = 4_000;

    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (context.Function.PluginName is null)
        {
            await next(context);
            return;
        }
        var started = time.GetTimestamp();
        try
        {
            await next(context);
            Record(context, Short(context.Result.ToString()), true, started);
        }
        catch (OperationCanceledException)
        {
            Record(context, "cancelled", false, started);
            throw;
        }
        catch (Exception e)
        {
            Record(context, e is Tools.ToolException ? Short(e.Message) : e.GetType().Name, false, started);
            throw;
        }
    }

    public static string NameOf(KernelFunction function) => function.PluginName is { } plugin ? $"{plugin}_{function.Name}" : function.Name;

    public static string Text(KernelArguments? arguments) => Short(arguments is null ? "{}" : JsonSerializer.Serialize(arguments.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString())));

    private void Record(FunctionInvocationContext context, string result, bool succeeded, long started) =>
        TurnScope.Of(context.Kernel).Record(new ToolCall(NameOf(context.Function), Text(context.Arguments), result, succeeded, Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3)));

    private static string Short(string text) => text.Beginning(LongestText);
}
