using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>How a language model is to answer: a request's parameters, checked.</summary>
internal static class ModelOptionsReader
{
    private const int MostTools = 128;
    private static readonly JsonElement s_anything = JsonDocument.Parse("""{"type":"object","properties":{}}""").RootElement;

    public static ChatOptions Read(ChatRequest request)
    {
        var options = new ChatOptions
        {
            Temperature = InRange(request.Temperature, 0, 2, "temperature"),
            TopP = InRange(request.TopP, 0, 1, "top_p"),
            PresencePenalty = InRange(request.PresencePenalty, -2, 2, "presence_penalty"),
            FrequencyPenalty = InRange(request.FrequencyPenalty, -2, 2, "frequency_penalty"),
            MaxOutputTokens = (request.MaxCompletionTokens ?? request.MaxTokens) is { } most ? most > 0 ? most : throw ApiError.Invalid("max_tokens must be greater than zero.", "max_tokens") : null,
            Seed = request.Seed,
            StopSequences = StopOf(request.Stop),
            ResponseFormat = FormatOf(request.ResponseFormat),
        };
        if (request.Tools is not { Count: > 0 } tools)
            return options;
        if (tools.Count > MostTools)
            throw ApiError.Invalid($"tools has {tools.Count} entries; at most {MostTools} are accepted.", "tools");
        options.Tools = [.. tools.Select(ToolOf)];
        options.ToolMode = ModeOf(request.ToolChoice);
        options.AllowMultipleToolCalls = request.ParallelToolCalls;
        return options;
    }

    private static AITool ToolOf(ToolSpec? tool, int index) =>
        tool is { Type: "function", Function: { Name: { Length: > 0 and <= 64 } name } function } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? AIFunctionFactory.CreateDeclaration(name, function.Description, function.Parameters is { ValueKind: JsonValueKind.Object } schema ? schema : s_anything, null)
            : throw ApiError.Invalid($"tools[{index}] must be a function with a name of at most 64 letters, digits, '_' or '-'.", $"tools[{index}]");

    private static ChatToolMode ModeOf(JsonElement? choice) => choice switch
    {
        null or { ValueKind: JsonValueKind.Null } => ChatToolMode.Auto,
        { ValueKind: JsonValueKind.String } text => text.GetString() switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            _ => throw ApiError.Invalid("tool_choice must be 'auto', 'none', 'required' or a function.", "tool_choice"),
        },
        { ValueKind: JsonValueKind.Object } named when named.Deserialize(ApiWire.Json.NamedTool)?.Function?.Name is { Length: > 0 } name => ChatToolMode.RequireSpecific(name),
        _ => throw ApiError.Invalid("tool_choice must be 'auto', 'none', 'required' or a function.", "tool_choice"),
    };

    private static List<string>? StopOf(JsonElement? stop) => stop switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } many when many.GetArrayLength() <= 4 && many.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String) => [.. many.EnumerateArray().Select(each => each.GetString()!)],
        _ => throw ApiError.Invalid("stop must be a text or up to four.", "stop"),
    };

    private static ChatResponseFormat? FormatOf(ResponseFormatSpec? format) => format switch
    {
        null => null,
        { Type: "text" } => ChatResponseFormat.Text,
        { Type: "json_object" } => ChatResponseFormat.Json,
        { Type: "json_schema", JsonSchema: { Schema: { ValueKind: JsonValueKind.Object } schema } spec } => ChatResponseFormat.ForJsonSchema(schema, spec.Name, spec.Description),
        _ => throw ApiError.Invalid("response_format must be of type 'text', 'json_object' or 'json_schema' with a schema.", "response_format"),
    };

    private static float? InRange(float? value, float least, float most, string name) =>
        value is null || (value >= least && value <= most) ? value : throw ApiError.Invalid($"{name} must lie between {least} and {most}.", name);
}
