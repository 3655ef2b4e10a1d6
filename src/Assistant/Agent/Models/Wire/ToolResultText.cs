using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models.Wire;

/// <summary>A tool's result as models are sent it.</summary>
internal static class ToolResultText
{
    public static string Of(FunctionResultContent result) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString()!,
        JsonElement element => element.GetRawText(),
        var other => other.ToString() ?? "",
    };
}
