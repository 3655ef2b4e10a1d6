using System.Text.Json;
using Assistant.Agent.Asking;
using Assistant.Text;
using Microsoft.SemanticKernel;

namespace Assistant.Agent.Kernels;

/// <summary>The arguments that a tool's call lacks, as fields to ask for: by the JSON schema of each, which every tool has, ours and a server's.</summary>
internal static class ToolFields
{
    private const int MostOptions = 100;
    private const int LongestLabel = 200;

    /// <summary>Required, and absent, null or blank. In the tool's own order.</summary>
    public static IReadOnlyList<KernelParameterMetadata> Missing(KernelFunction function, KernelArguments? arguments) =>
        [.. function.Metadata.Parameters.Where(parameter => parameter.IsRequired && IsBlank(arguments is not null && arguments.TryGetValue(parameter.Name, out var value) ? value : null))];

    /// <summary>Null when no field can hold it: a list, or something with parts of its own.</summary>
    public static AskedField? FieldOf(KernelParameterMetadata parameter)
    {
        var schema = parameter.Schema?.RootElement ?? default;
        var label = LabelOf(parameter);
        if (Options(schema) is { Length: >= 2 and <= MostOptions } options)
            return new(parameter.Name, label, AskedFieldKind.Choice) { Options = options };
        AskedFieldKind? kind = (Text(schema, "type"), Text(schema, "format")) switch
        {
            ("string", "date") => AskedFieldKind.Date,
            ("string", "date-time") => AskedFieldKind.DateAndTime,
            ("string" or null, _) when schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out _) => AskedFieldKind.Text,
            ("number", _) => AskedFieldKind.Number,
            ("integer", _) => AskedFieldKind.WholeNumber,
            ("boolean", _) => AskedFieldKind.Toggle,
            _ => null,
        };
        return kind is { } known ? new(parameter.Name, label, known) { Least = Number(schema, "minimum"), Most = Number(schema, "maximum") } : null;
    }

    private static bool IsBlank(object? value) => value switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => true,
        JsonElement { ValueKind: JsonValueKind.String } text => string.IsNullOrWhiteSpace(text.GetString()),
        _ => false,
    };

    private static string LabelOf(KernelParameterMetadata parameter)
    {
        var label = string.IsNullOrWhiteSpace(parameter.Description) ? InWords(parameter.Name) : parameter.Description.Trim().TrimEnd('.', '。');
        return label.Beginning(LongestLabel);
    }

    /// <summary>"deliveryDate" and "delivery_date" as "delivery date".</summary>
    private static string InWords(string name) =>
        string.Concat(name.Select((c, i) => c is '_' or '-' ? " " : char.IsUpper(c) && i > 0 && char.IsLower(name[i - 1]) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));

    private static string[]? Options(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array
            ? [.. values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
            : null;

    /// <summary>A type may be a list with "null" among it.</summary>
    private static string? Text(JsonElement schema, string name)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty(name, out var value))
            return null;
        if (value.ValueKind == JsonValueKind.Array)
            value = value.EnumerateArray().FirstOrDefault(each => each.ValueKind == JsonValueKind.String && each.GetString() != "null");
        return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }

    private static double? Number(JsonElement schema, string name) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
}
