using System.Text.Json;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>Gives an enum's name that came as JSON to a tool as text: Semantic Kernel describes enums to models by their names, and makes them of text, but not of a JSON string.</summary>
internal sealed class EnumArguments : IFunctionInvocationFilter
{
    public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        foreach (var parameter in context.Function.Metadata.Parameters)
            if (IsEnum(parameter.ParameterType) && context.Arguments.TryGetValue(parameter.Name, out var value) && value is JsonElement { ValueKind: JsonValueKind.String } name)
                context.Arguments[parameter.Name] = name.GetString();
        return next(context);
    }

    private static bool IsEnum(Type? type) => type is not null && (Nullable.GetUnderlyingType(type) ?? type).IsEnum;
}
