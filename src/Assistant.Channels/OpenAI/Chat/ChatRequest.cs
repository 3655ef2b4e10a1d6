using System.Text.Json;

namespace Assistant.Channels.OpenAI.Chat;

/// <summary>The body of POST /v1/chat/completions, as OpenAI's API has it; what is not named here is ignored.</summary>
/// <param name="Model">"assistant" for the whole assistant, or the name of a language model that GET /v1/models lists.</param>
/// <param name="Messages">The conversation so far; the last one is the user's, or a tool's result.</param>
/// <param name="Tools">For language models; "assistant" has tools of its own and never calls those of the caller.</param>
internal sealed record ChatRequest(
    string? Model, IReadOnlyList<ChatRequestMessage>? Messages, bool? Stream, StreamOptions? StreamOptions, float? Temperature, float? TopP, int? MaxTokens, int? MaxCompletionTokens,
    JsonElement? Stop, long? Seed, float? PresencePenalty, float? FrequencyPenalty, IReadOnlyList<ToolSpec>? Tools, JsonElement? ToolChoice, bool? ParallelToolCalls,
    ResponseFormatSpec? ResponseFormat, int? N, bool? Logprobs, string? User);

/// <param name="Role">"system", "developer", "user", "assistant" or "tool".</param>
/// <param name="Content">A text, or a list of parts.</param>
internal sealed record ChatRequestMessage(string? Role, JsonElement? Content, string? Name, IReadOnlyList<ToolCallSpec>? ToolCalls, string? ToolCallId);

/// <param name="Type">"text", "image_url", "input_audio" or "file".</param>
internal sealed record ContentPart(string? Type, string? Text, ImagePart? ImageUrl, AudioPart? InputAudio, FilePart? File);

/// <param name="Url">A data URI; other addresses are not fetched.</param>
internal sealed record ImagePart(string? Url, string? Detail);

/// <param name="Data">Base64.</param>
/// <param name="Format">"wav", "mp3", "flac", "ogg", "webm", "m4a": a hint.</param>
internal sealed record AudioPart(string? Data, string? Format);

/// <param name="FileData">A data URI.</param>
internal sealed record FilePart(string? FileData, string? Filename);

internal sealed record ToolSpec(string? Type, FunctionSpec? Function);

internal sealed record FunctionSpec(string? Name, string? Description, JsonElement? Parameters);

/// <summary>tool_choice that names one function.</summary>
internal sealed record NamedTool(string? Type, FunctionSpec? Function);

internal sealed record ToolCallSpec(string? Id, string? Type, FunctionCallSpec? Function, int? Index = null);

/// <param name="Arguments">JSON text.</param>
internal sealed record FunctionCallSpec(string? Name, string? Arguments);

internal sealed record StreamOptions(bool? IncludeUsage);

/// <param name="Type">"text", "json_object" or "json_schema".</param>
internal sealed record ResponseFormatSpec(string? Type, JsonSchemaSpec? JsonSchema);

internal sealed record JsonSchemaSpec(string? Name, string? Description, JsonElement? Schema);
