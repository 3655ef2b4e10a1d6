using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models.Wire;

/// <summary>Writes one message: plain text as a string, pictures as data URIs in parts, tool calls and each tool result as a message of its own.</summary>
internal static class ChatMessageWriter
{
    public static void Write(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            foreach (var content in message.Contents)
            {
                if (content is FunctionResultContent result)
                    WriteResult(json, result);
            }
            return;
        }
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        WriteContent(json, message.Contents);
        WriteCalls(json, message.Contents);
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, IList<AIContent> contents)
    {
        if (contents is [TextContent only])
        {
            json.WriteString("content"u8, only.Text);
            return;
        }
        if (!contents.Any(content => content is DataContent or UriContent))
        {
            json.WriteString("content"u8, string.Concat(contents.OfType<TextContent>().Select(content => content.Text)));
            return;
        }
        json.WriteStartArray("content"u8);
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    json.WriteStartObject();
                    json.WriteString("type"u8, "text"u8);
                    json.WriteString("text"u8, text.Text);
                    json.WriteEndObject();
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    WriteImage(json, data.Uri);
                    break;
                case DataContent data when data.HasTopLevelMediaType("audio"):
                    WriteAudio(json, data);
                    break;
            }
        }
        json.WriteEndArray();
    }

    /// <summary>Only data URIs: no server is made to fetch an address.</summary>
    private static void WriteImage(Utf8JsonWriter json, string uri)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, uri);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter json, DataContent data)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input_audio"u8);
        json.WriteStartObject("input_audio"u8);
        json.WriteBase64String("data"u8, data.Data.Span);
        json.WriteString("format"u8, data.MediaType is "audio/mp3" or "audio/mpeg" ? "mp3"u8 : "wav"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, IList<AIContent> contents)
    {
        var open = false;
        foreach (var content in contents)
        {
            if (content is not FunctionCallContent call)
                continue;
            if (!open)
                json.WriteStartArray("tool_calls"u8);
            open = true;
            json.WriteStartObject();
            json.WriteString("id"u8, call.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, ToolArguments.Text(call));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (open)
            json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteString("tool_call_id"u8, result.CallId);
        json.WriteString("content"u8, ToolResultText.Of(result));
        json.WriteEndObject();
    }
}
