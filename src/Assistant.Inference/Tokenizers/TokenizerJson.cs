using System.Text.Json;

namespace Assistant.Inference.Tokenizers;

/// <summary>Reading optional members.</summary>
internal static class TokenizerJson
{
    public static bool Flag(this JsonElement element, string name, bool otherwise = false) =>
        element.TryGetProperty(name, out var value) ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => otherwise } : otherwise;

    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static string Kind(this JsonElement element) => element.Text("type") ?? "";

    /// <summary>A {"String": s} or {"Regex": r} pattern.</summary>
    public static (string Pattern, bool IsRegex) Pattern(this JsonElement element)
    {
        var pattern = element.GetProperty("pattern");
        return pattern.ValueKind == JsonValueKind.String ? (pattern.GetString()!, false)
            : pattern.Text("String") is { } text ? (text, false)
            : (pattern.GetProperty("Regex").GetString()!, true);
    }

    public static NotSupportedException Unsupported(string part, string kind) => new($"{part} of type '{kind}' is not supported");
}
