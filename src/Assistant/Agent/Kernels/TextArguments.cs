using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>Gives text that came as JSON to a tool as text: Semantic Kernel makes dates, enums and identifiers of text, but not of a JSON string.</summary>
internal sealed class TextArguments : IFunctionInvocationFilter
{
    public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        foreach (var (name, value) in context.Arguments.ToArray())
            if (value is JsonElement { ValueKind: JsonValueKind.String } text)
                context.Arguments[name] = text.GetString();
        return next(context);
    }
}
