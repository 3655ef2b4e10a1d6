using System.Text.Json;
using Assistant.Agent;
using Microsoft.Extensions.AI;

namespace Assistant.Inference.Language.Tools;

/// <summary>The functions that an answer may call.</summary>
/// <param name="Required">The answer is a call, never text.</param>
/// <param name="Several">More than one call in an answer.</param>
internal sealed record OfferedTools(IReadOnlyList<AIFunctionDeclaration> Functions, bool Required, bool Several)
{
    /// <summary>The same for the same offer.</summary>
    public string Key => $"{Required} {Several} {string.Join('\n', Functions.Select(function => $"{function.Name} {function.JsonSchema}"))}";

    /// <summary>Null when no tool may be called.</summary>
    /// <exception cref="LanguageModelException">A tool is asked for that cannot be called.</exception>
    public static OfferedTools? Of(ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode)
            return null;
        var functions = tools.Select(tool => tool as AIFunctionDeclaration ?? throw Refused($"The tool '{tool.Name}' is not a function; the local model calls only functions.")).ToList();
        if (functions.GroupBy(function => function.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Refused($"Two tools are named '{twice.Key}'.");
        if (options.ToolMode is not RequiredChatToolMode required)
            return new(functions, Required: false, options.AllowMultipleToolCalls == true);
        var named = required.RequiredFunctionName is { } name
            ? functions.Where(function => function.Name == name).ToList() is { Count: > 0 } found ? found : throw Refused($"The tool '{name}' is required, but not offered.")
            : functions;
        return new(named, Required: true, options.AllowMultipleToolCalls == true);
    }

    /// <summary>The schema of a function's arguments.</summary>
    public static JsonElement Parameters(AIFunctionDeclaration function) => function.JsonSchema.ValueKind == JsonValueKind.Object && function.JsonSchema.EnumerateObject().Any() ? function.JsonSchema : s_none;

    private static readonly JsonElement s_none = JsonDocument.Parse("""{"type":"object","properties":{},"additionalProperties":false}""").RootElement;

    private static LanguageModelException Refused(string message) => new(TurnProblem.Refused, message) { AboutSettings = true };
}
