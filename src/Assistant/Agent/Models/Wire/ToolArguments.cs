using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Agent.Models.Wire;

/// <summary>A tool call's arguments between their JSON text and a dictionary of <see cref="JsonElement"/>.</summary>
public static class ToolArguments
{
    /// <summary>The one argument of a call whose arguments were no JSON object: their text.</summary>
    public const string Unreadable = "unreadable_arguments";

    private const int MaxDepth = 16;

    // Chinese as it is: escaped it is six times as long for a model to read.
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Text that is no JSON object gives a call whose <see cref="FunctionCallContent.Exception"/> is set and whose one argument is <see cref="Unreadable"/>: it is never run.</summary>
    public static FunctionCallContent Call(string id, string name, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new FunctionCallContent(id, name, new Dictionary<string, object?>());
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new FunctionCallContent(id, name, document.RootElement.EnumerateObject().DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => (object?)p.Value.Clone()));
        }
        catch (JsonException)
        {
        }
        return new FunctionCallContent(id, name, new Dictionary<string, object?> { [Unreadable] = text }) { Exception = new FormatException("The arguments are not a JSON object.") };
    }

    /// <summary>As its model wrote them, be they no JSON object: for a caller who runs the call, and may tell the model what is wrong with it.</summary>
    public static string Written(FunctionCallContent call) => call.Arguments?.TryGetValue(Unreadable, out var text) == true && text is string written ? written : Text(call);

    /// <summary>Always a JSON object, as servers want them back.</summary>
    public static string Text(FunctionCallContent call)
    {
        if (call.Arguments is not { Count: > 0 } arguments)
            return "{}";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, s_plain))
        {
            json.WriteStartObject();
            foreach (var (name, value) in arguments)
            {
                json.WritePropertyName(name);
                Write(json, value);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(json);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
