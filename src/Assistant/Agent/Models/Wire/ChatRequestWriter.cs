using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models.Wire;

/// <summary>Writes a request of POST /chat/completions as OpenAI-compatible servers read it. Tools' schemas are copied as the bytes they are, so nothing is built anew for each turn.</summary>
internal static class ChatRequestWriter
{
    // Relaxed: Chinese stays Chinese, at a third of the bytes; the text goes into a request body, never into HTML.
    private static readonly JsonWriterOptions s_options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> target, ModelOptions model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        using var json = new Utf8JsonWriter(target, s_options);
        json.WriteStartObject();
        json.WriteString("model"u8, options?.ModelId ?? model.Name);
        json.WriteStartArray("messages"u8);
        if (options?.Instructions is { Length: > 0 } instructions)
            WriteText(json, "system"u8, instructions);
        foreach (var message in messages)
            ChatMessageWriter.Write(json, message);
        json.WriteEndArray();
        WriteSettings(json, model, options);
        WriteTools(json, options);
        WriteFormat(json, options?.ResponseFormat);
        if (stream)
        {
            json.WriteBoolean("stream"u8, true);
            json.WriteStartObject("stream_options"u8);
            json.WriteBoolean("include_usage"u8, true);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role);
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, ModelOptions model, ChatOptions? options)
    {
        json.WriteNumber(model.UseMaxCompletionTokens ? "max_completion_tokens"u8 : "max_tokens"u8, options?.MaxOutputTokens ?? model.MaxOutputTokens);
        json.WriteNumber("temperature"u8, Math.Round(options?.Temperature ?? model.Temperature, 4));
        if (options is null)
            return;
        if (options.TopP is { } topP)
            json.WriteNumber("top_p"u8, Math.Round(topP, 4));
        if (options.FrequencyPenalty is { } frequency)
            json.WriteNumber("frequency_penalty"u8, Math.Round(frequency, 4));
        if (options.PresencePenalty is { } presence)
            json.WriteNumber("presence_penalty"u8, Math.Round(presence, 4));
        if (options.Seed is { } seed)
            json.WriteNumber("seed"u8, seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in stops)
                json.WriteStringValue(stop);
            json.WriteEndArray();
        }
    }

    private static void WriteTools(Utf8JsonWriter json, ChatOptions? options)
    {
        if (options?.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode)
            return;
        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            if (tool is not AIFunctionDeclaration function)
                continue;
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, function.Name);
            if (function.Description.Length > 0)
                json.WriteString("description"u8, function.Description);
            json.WritePropertyName("parameters"u8);
            json.WriteRawValue(function.JsonSchema.ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(function.JsonSchema) : """{"type":"object","properties":{}}"""u8, skipInputValidation: true);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (options.AllowMultipleToolCalls is { } parallel)
            json.WriteBoolean("parallel_tool_calls"u8, parallel);
        if (options.ToolMode is not RequiredChatToolMode required)
            return;
        if (required.RequiredFunctionName is not { } name)
        {
            json.WriteString("tool_choice"u8, "required"u8);
            return;
        }
        json.WriteStartObject("tool_choice"u8);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson wanted)
            return;
        json.WriteStartObject("response_format"u8);
        if (wanted.Schema is not { } schema)
        {
            json.WriteString("type"u8, "json_object"u8);
        }
        else
        {
            json.WriteString("type"u8, "json_schema"u8);
            json.WriteStartObject("json_schema"u8);
            json.WriteString("name"u8, wanted.SchemaName ?? "answer");
            if (wanted.SchemaDescription is { } description)
                json.WriteString("description"u8, description);
            json.WritePropertyName("schema"u8);
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
