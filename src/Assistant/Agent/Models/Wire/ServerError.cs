using System.Text.Json;

namespace Assistant.Agent.Models.Wire;

/// <summary>What a server says went wrong: only its code and kind are kept, for its message may repeat what was asked.</summary>
/// <param name="TooLong">The request is longer than the model's context.</param>
/// <param name="Filtered">The server's content filter refused it.</param>
internal sealed record ServerError(string Code, bool TooLong, bool Filtered)
{
    private const int LongestCode = 64;

    /// <summary>From the value of "error": an object by the protocol, a string from some servers.</summary>
    public static ServerError? Read(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
            return null;
        using var document = JsonDocument.ParseValue(ref json);
        return Of(document.RootElement);
    }

    /// <summary>From a whole body of an error response; unknown when it is something else.</summary>
    public static ServerError Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? Of(root.TryGetProperty("error", out var error) ? error : root) : new("", false, false);
        }
        catch (JsonException)
        {
            return new("", false, false);
        }
    }

    private static ServerError Of(JsonElement error)
    {
        var (code, type, message) = error.ValueKind == JsonValueKind.Object ? (Word(error, "code"), Word(error, "type"), Word(error, "message")) : ("", "", error.ToString());
        var tooLong = code.Contains("context_length", StringComparison.OrdinalIgnoreCase) || type.Contains("exceed_context", StringComparison.OrdinalIgnoreCase)
            || message.Contains("context length", StringComparison.OrdinalIgnoreCase) || message.Contains("context size", StringComparison.OrdinalIgnoreCase) || message.Contains("context window", StringComparison.OrdinalIgnoreCase);
        var filtered = code.Contains("content_filter", StringComparison.OrdinalIgnoreCase) || code.Contains("content_policy", StringComparison.OrdinalIgnoreCase);
        return new(Plain(code.Length > 0 ? code : type), tooLong, filtered);
    }

    private static string Word(JsonElement error, string name) => error.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : "";

    private static string Plain(string code) => string.Concat(code.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.').Take(LongestCode));
}
